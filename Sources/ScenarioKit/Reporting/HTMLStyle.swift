/// What the page looks like, and the little that moves in it.
enum HTMLStyle {
    static let sheet = """
        :root { color-scheme: light dark; --ink: #1c2128; --soft: #57606a; --paper: #ffffff; --edge: #d0d7de;
          --raised: #f6f8fa; --good: #1a7f37; --bad: #b3261e; --between: #8a5a00; --link: #0550ae; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b1; --paper: #0d1117;
          --edge: #3d444d; --raised: #161b22; --good: #56d364; --bad: #ff8b82; --between: #e3b341;
          --link: #79c0ff; } }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        header, main { max-width: 1400px; margin: 0 auto; padding: 12px 24px; }
        h1 { font-size: 22px; margin: 12px 0 4px; } h2 { font-size: 18px; margin: 8px 0; }
        h3 { font-size: 15px; margin: 14px 0 2px; } p { margin: 6px 0; } a { color: var(--link); }
        .total { font-size: 18px; font-weight: 600; } .hint, small { color: var(--soft); font-size: 13px; }
        .total.failed, .badge.failed { color: var(--bad); }
        .total.passed, .badge.passed { color: var(--good); }
        .badge { display: inline-block; font-weight: 600; font-size: 13px; white-space: nowrap; }
        .badge.skipped, .badge.notapplicable { color: var(--soft); }
        code, pre, .lane, .part text, .axis { font-family: ui-monospace, monospace; font-size: 12.5px; }
        pre { background: var(--raised); border: 1px solid var(--edge); border-radius: 6px; padding: 10px;
          overflow-x: auto; }
        pre.failure { border-left: 4px solid var(--bad); }
        code.command { background: var(--raised); padding: 2px 6px; border-radius: 4px; user-select: all;
          overflow-wrap: anywhere; }
        .run { border-top: 1px solid var(--edge); margin-top: 24px; padding-top: 10px; }
        .wide { overflow-x: auto; } details { margin: 6px 0; }
        summary { cursor: pointer; padding: 4px 0; min-height: 24px; }
        table { border-collapse: collapse; font-size: 13.5px; }
        td, th { text-align: left; vertical-align: top; padding: 3px 14px 3px 0;
          border-bottom: 1px solid var(--edge); }
        tr:target td { background: var(--raised); font-weight: 600; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
        ol.steps li { margin: 2px 0; } .defs { position: absolute; width: 0; height: 0; }
        .lane { fill: var(--ink); } .lane tspan { font-weight: 600; }
        .axis { fill: var(--soft); font-size: 11px; }
        .grid { stroke: var(--edge); stroke-dasharray: 2 3; }
        line.step { stroke: var(--ink); stroke-width: 3; }
        line.step.failed { stroke: var(--bad); stroke-width: 5; }
        .part .back { fill: var(--paper); stroke: currentColor; stroke-width: 2; }
        .part text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
        .part { color: var(--soft); } .part.good { color: var(--good); } .part.bad { color: var(--bad); }
        .part.between { color: var(--between); } .part.failed { color: var(--bad); }
        .m-good { stroke: var(--good); } .m-bad { stroke: var(--bad); } .m-between { fill: var(--between); }
        svg a:hover .back, svg a:focus .back, svg a.chosen .back { stroke-width: 5; }
        .why { border-left: 4px solid var(--link); background: var(--raised); padding: 6px 12px;
          margin: 6px 0; }
        .why ol { margin: 4px 0; padding-left: 22px; }
        tbody th { font-weight: 600; } th abbr { text-decoration: none; }
        tr.more td { padding-bottom: 12px; } tr.said > * { border-bottom: 0; padding-top: 8px; }
        .open { color: var(--between); font-weight: 600; } .broken { color: var(--bad); font-weight: 600; }
        .again { display: block; margin: 2px 0; }
        .lane-end { fill: var(--soft); } .usable { stroke: var(--good); stroke-width: 3; }
        .dark { stroke: var(--bad); } .deed { fill: var(--link); } .rule { stroke: var(--edge); }
        .claim { border-left: 4px solid var(--edge); padding: 2px 12px; margin: 10px 0; }
        .claim.failed { border-color: var(--bad); } .claim.open { border-color: var(--between);
          color: var(--ink); font-weight: 400; }
        @media print { :root { --ink: #1c2128; --soft: #57606a; --paper: #ffffff; --edge: #d0d7de;
          --raised: #f6f8fa; --good: #1a7f37; --bad: #b3261e; --between: #8a5a00; --link: #0550ae; }
          body { print-color-adjust: exact; font-size: 11px; } header, main { padding: 0; }
          .wide { overflow: visible; } svg { max-width: 100%; height: auto; }
          tr, .claim, svg { break-inside: avoid; } details { display: block; } }
        """

    /// Lines that rise are bad, dots are on the way, a thin base line is good, nothing is just a value.
    static let patterns = """
        <svg class="defs" aria-hidden="true"><defs>
        <pattern id="good" width="8" height="22" patternUnits="userSpaceOnUse">
        <path class="m-good" d="M0 19.5H8" stroke-width="3"/></pattern>
        <pattern id="bad" width="8" height="8" patternUnits="userSpaceOnUse">
        <path class="m-bad" d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" stroke-width="2"/></pattern>
        <pattern id="between" width="8" height="8" patternUnits="userSpaceOnUse">
        <circle class="m-between" cx="4" cy="4" r="1.6"/></pattern>
        <pattern id="plain" width="8" height="8" patternUnits="userSpaceOnUse"></pattern>
        </defs></svg>
        """

    static let script = """
        (function () {
          "use strict";
          function chain(run, first) {
            var rows = new Map(), seen = new Set(), waiting = [first], found = [];
            run.querySelectorAll("tr[data-entry]").forEach(function (row) {
              if (!rows.has(row.dataset.entry)) { rows.set(row.dataset.entry, []); }
              rows.get(row.dataset.entry).push(row);
            });
            while (waiting.length > 0) {
              var entry = waiting.shift();
              if (seen.has(entry) || !rows.has(entry)) { continue; }
              seen.add(entry);
              found.push(rows.get(entry));
              waiting = waiting.concat(rows.get(entry)[0].dataset.causes.split(" ").filter(Boolean));
            }
            return found.reverse();
          }
          function show(link) {
            var run = link.closest(".run"), box = run.querySelector(".why");
            var list = document.createElement("ol");
            chain(run, link.dataset.entry).forEach(function (rows) {
              var item = document.createElement("li");
              rows.forEach(function (row, place) {
                if (place > 0) { item.appendChild(document.createElement("br")); }
                item.appendChild(document.createTextNode(
                  (place > 0 ? "" : row.cells[1].textContent + "  ") + row.cells[2].textContent));
              });
              list.appendChild(item);
            });
            var head = document.createElement("strong");
            head.textContent = link.getAttribute("aria-label");
            box.replaceChildren(head, list);
            box.hidden = false;
            run.querySelectorAll("a.chosen").forEach(function (other) { other.classList.remove("chosen"); });
            link.classList.add("chosen");
          }
          document.querySelectorAll("svg a[data-entry]").forEach(function (link) {
            link.addEventListener("focus", function () { show(link); });
            link.addEventListener("click", function (event) { event.preventDefault(); show(link); });
          });
          function open() {
            var target = location.hash && document.getElementById(location.hash.slice(1));
            var details = target && target.closest("details");
            if (details) { details.open = true; target.scrollIntoView({ block: "center" }); }
          }
          window.addEventListener("hashchange", open);
          open();
        })();
        """
}
