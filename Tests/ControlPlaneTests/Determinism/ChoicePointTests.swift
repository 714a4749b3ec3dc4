import ControlPlane
import Testing

@Suite("Choice points")
struct ChoicePointTests {
    @Test("in the order of declaration, and no two are one")
    func order() {
        let all = ChoicePoint.allCases
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 })
        #expect(all.reversed().sorted() == all)
    }
}
