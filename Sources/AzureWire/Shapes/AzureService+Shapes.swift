import ControlPlane
import VirtualTime

extension Exchange {
    /// The same with its body read by a shape. What is no JSON object is left to the route, which has words
    /// for it.
    func shaped(by shape: BodyShape?, on plane: Plane) throws(WireFailure) -> Exchange {
        guard let shape, !request.body.isEmpty,
            let body = try? Document(json: request.body, maximumDepth: 64), body.members != nil
        else { return self }
        do throws(BodyFault) {
            var shaped = self
            shaped.body = try shape.read(body)
            return shaped
        } catch {
            throw WireFailure(error, on: plane)
        }
    }
}
