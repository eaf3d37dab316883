package dispatch

// byhand_rule.go: what an officer may overrule.

// HandRule says whether an officer may ask somebody whom the policy leaves out.
type HandRule string

// The rules.
const (
	HandAllowed    HandRule = "allowed"      // nothing speaks against it
	HandWithReason HandRule = "needs_reason" // the officer says why, and it is kept
	HandImpossible HandRule = "impossible"   // nobody may, or nothing would come of it
)

// ByHand is what an officer may do about a reason for which a person is not
// asked. What is only not known may be tried at once. What protects somebody,
// the patient or the volunteer, is overruled for a reason. The person's own
// no, and what cannot work, stands.
func (r Reason) ByHand() HandRule {
	switch r {
	case "", ReasonNoPosition, ReasonStale, ReasonNoMode, ReasonAskedElse, ReasonUnreachable:
		return HandAllowed
	case ReasonNotAvailable, ReasonExcluded, ReasonProbation, ReasonTooYoung, ReasonUninsured,
		ReasonLacksSkill, ReasonNoCert, ReasonCertExpired,
		ReasonTooFar, ReasonQuietHours, ReasonResting, ReasonBudgetSpent:
		return HandWithReason
	default: // opted out, no consent, no phone, busy, asked already, no letter
		return HandImpossible
	}
}
