package recorder

import "onrecord/event"

// The codes of what only the log can tell to be wrong. Those of what a draft shows by itself are event's.
const (
	Malformed     event.Code = "MALFORMED"      // not JSON, or JSON of another shape than a draft
	UnknownField  event.Code = "UNKNOWN_FIELD"  // a field that drafts do not have
	UnknownID     event.Code = "UNKNOWN_ID"     // nothing recorded, or earlier in the batch, is called so
	Ambiguous     event.Code = "AMBIGUOUS"      // an identifier that several entities bear
	WrongKind     event.Code = "WRONG_KIND"     // the field takes things of another kind
	KeyTaken      event.Code = "KEY_TAKEN"      // the key names something else already
	IDReused      event.Code = "ID_REUSED"      // the id stands for something else already, or for another event
	Conflict      event.Code = "CONFLICT"       // the condition failed: a thing was touched in the meantime
	PositionAhead event.Code = "POSITION_AHEAD" // a position that the log has not reached
	TooLarge      event.Code = "TOO_LARGE"      // the batch has more bytes than one append may have

	NothingToRetract event.Code = "NOTHING_TO_RETRACT" // no report, or in a range of positions no record, that it would end
	AlreadyErased    event.Code = "ALREADY_ERASED"     // the payload is gone
)

// The codes of warnings.
const (
	ReportNotInForce event.Code = "REPORT_NOT_IN_FORCE" // an earlier end covers the new report already
	AlreadyEnded     event.Code = "ALREADY_ENDED"       // the claim to be ended has no report in force
	Replaced         event.Code = "REPLACED"            // a correction put another claim in the place of the one named
	StillDescribed   event.Code = "STILL_DESCRIBED"     // other events describe the entity too
)

// path is where a field stands in the input, from the outermost name on.
type path []string

// to is the path of a field below; it shares nothing that is written later.
func (p path) to(fields ...string) path { return append(p[:len(p):len(p)], fields...) }

// covers reports whether p is q, or above it.
func (p path) covers(q []string) bool {
	if len(p) > len(q) {
		return false
	}
	for i := range p {
		if p[i] != q[i] {
			return false
		}
	}
	return true
}
