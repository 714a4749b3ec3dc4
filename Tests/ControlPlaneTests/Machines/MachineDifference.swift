/// A difference between our tables and the rulebook's, and which of the two is wrong.
struct MachineDifference {
    enum Side: String {
        case code, page, neither
    }
    let what: String
    let wrong: Side
    let why: String

    /// The decision that lists them, from the root of the checkout.
    static let page = "docs/decisions/0011-machines-and-the-rulebook.md"
    var markdown: String { "| \(what) | \(wrong.rawValue) | \(why) |" }

    static let all: [MachineDifference] = [
        MachineDifference(
            what: "8.2 (none) · import: no row here",
            wrong: .neither,
            why:
                "Imported keys are no goal (docs/non-goals/keyvault.md): one is lost and restored like any other."
        ),
        MachineDifference(
            what: "8.2 Live · import: no row here",
            wrong: .neither,
            why: "As above."),
        MachineDifference(
            what: "8.2 Live · create: at once, not ≤1 h",
            wrong: .page,
            why:
                "The version is there with the answer. The hour is the re-wrap of whoever uses the key: 8.4 and 8.7."
        ),
        MachineDifference(
            what: "8.2 Live · rotate: at once, not ≤1 h",
            wrong: .page,
            why: "As above."),
        MachineDifference(
            what: "8.3 (none) · PUT (nobody holds the name): at once, not 2 h",
            wrong: .page,
            why: "`Creating` begins with the 202. The two hours end it: the next row."),
        MachineDifference(
            what:
                "8.3 Succeeded · PATCH key or identity (the key can be used): at once, not minutes (600 s inferred)",
            wrong: .page,
            why: "`Updating` begins with the 202. The ten minutes end it: the row of its timer."),
        MachineDifference(
            what:
                "8.3 Succeeded · PATCH key or identity (another identity): at once, not minutes (600 s inferred)",
            wrong: .page,
            why: "As above."),
        MachineDifference(
            what: "8.3 Updating · key unusable (the first key of a cluster): 10m, not at once",
            wrong: .page,
            why:
                "LA-REVOKE-11 is about the key in use. A cluster without one has nothing to lose: the wrap is tried at the end (LA-KEY-03)."
        ),
        MachineDifference(
            what:
                "8.6 Unlinked · PUT linkedServices/cluster (the cluster is ready and near): at once, not 90 min",
            wrong: .page,
            why: "`Linking` begins with the answer. The 90 minutes end it: the row of its timer."),
        MachineDifference(
            what: "8.6 Linked · DELETE: at once, not 90 min (inferred)",
            wrong: .page,
            why: "`Unlinking` begins with the answer. The 90 minutes end it: the row of its timer."),
        MachineDifference(
            what:
                "8.6 Linked · workspace soft-deleted / recovered (on the fourteenth day): at once, not 14 d",
            wrong: .page,
            why: "Both are answered at once. Fourteen days is how long the link can lie dormant."),
        MachineDifference(
            what: "8.7 Restoring · lost again: only here",
            wrong: .page,
            why: "The account falls back as the cluster does (P-62, LA-REVOKE-15)."),
        MachineDifference(
            what: "8.7 Revoked · key purged: only here",
            wrong: .page,
            why: "COSMOS-REVOKE-09 needs a state that no key ends; 8.4 has it."),
        MachineDifference(
            what:
                "8.8 NotOnboarded · PUT cmk:true (all preconditions are met): at once, not 900 s (inferred)",
            wrong: .page,
            why: "`Onboarding` begins with the 201. The 15 minutes end it: the row of its timer."),
        MachineDifference(
            what:
                "8.8 Onboarded(CMK) · PUT other flag (unsupported changes are accepted): leads to Onboarded(CMK)+Undefined(SENT-CHG-04), not to same",
            wrong: .page,
            why:
                "The flag stays, and the mark is the diagnostic: its next rows write it into the state, this one does not."
        ),
        MachineDifference(
            what:
                "8.8 Onboarded(MMK) · PUT other flag (unsupported changes are accepted): leads to Onboarded(MMK)+Ineffective, not to same",
            wrong: .page,
            why: "As above."),
        MachineDifference(
            what:
                "8.8 Onboarded(MMK) · CMK enabled on cluster / link to CMK cluster (its cluster gets a key): leads to Onboarded(MMK), not to Onboarded(MMK)+Ineffective",
            wrong: .page,
            why:
                "Refused by default (SENT-CHG-07, P-14), as in the row below it; the mark belongs to the other reading."
        ),
        MachineDifference(
            what:
                "8.8 Onboarded(MMK) · CMK enabled on cluster / link to CMK cluster (it is linked to a cluster under one): leads to Onboarded(MMK), not to Onboarded(MMK)+Ineffective",
            wrong: .page,
            why: "As above."),
        MachineDifference(
            what: "8.8 Onboarded(CMK) · DELETE: at once, not ≤ 48 h",
            wrong: .page,
            why: "`Removing` begins with the 200. The 48 hours end it, in a row that the page lacks."),
        MachineDifference(
            what: "8.8 Onboarded(MMK) · DELETE: at once, not ≤ 48 h",
            wrong: .page,
            why: "As above."),
        MachineDifference(
            what: "8.8 Removing · timer: only here",
            wrong: .page,
            why: "SENT-DEL-01: without it nothing would ever be `Removed`."),
        MachineDifference(
            what:
                "8.8 Removing · PUT (with the key; an earlier onboarding blocks): leads to Removing, not to Onboarding",
            wrong: .neither,
            why: "The guard of that row says so; here the refusal has a row of its own (P-42)."),
        MachineDifference(
            what: "8.8 Removing · PUT (without the key): leads to Onboarded(MMK), not to Onboarding",
            wrong: .page,
            why: "Without the key there is nothing to wait for, as in the page's third row (SENT-ONB-08)."),
        MachineDifference(
            what: "8.10 Registering · per-region timer: no row here",
            wrong: .page,
            why: "Regions are not told apart (P-44)."),
    ]
}
