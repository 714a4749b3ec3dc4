import EdgeTLS
