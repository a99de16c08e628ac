package model

import (
	"strconv"
	"strings"

	"onrecord/event"
)

// Words for people: speech acts as verbs and as nouns, relation types as they read between subject and object.
var (
	verbs = map[event.SpeechAct]string{event.ActState: "said", event.ActAnnounce: "announced", event.ActConfirm: "confirmed", event.ActDeny: "denied",
		event.ActCondemn: "condemned", event.ActAccuse: "accused", event.ActDemand: "demanded", event.ActRequest: "requested", event.ActAppeal: "appealed",
		event.ActRefuse: "refused", event.ActThreaten: "threatened", event.ActWarn: "warned", event.ActPromise: "promised", event.ActAgree: "agreed",
		event.ActSupport: "supported", event.ActOrder: "ordered", event.ActAuthorize: "authorized", event.ActEstimate: "estimated",
		event.ActPredict: "predicted", event.ActDeclineToComment: "declined to comment", event.ActReport: "reported"}
	nouns = map[event.SpeechAct]string{event.ActState: "statement", event.ActAnnounce: "announcement", event.ActConfirm: "confirmation",
		event.ActDeny: "denial", event.ActCondemn: "condemnation", event.ActAccuse: "accusation", event.ActDemand: "demand", event.ActRequest: "request",
		event.ActAppeal: "appeal", event.ActRefuse: "refusal", event.ActThreaten: "threat", event.ActWarn: "warning", event.ActPromise: "promise",
		event.ActAgree: "agreement", event.ActSupport: "support", event.ActOrder: "order", event.ActAuthorize: "authorization",
		event.ActEstimate: "estimate", event.ActPredict: "prediction", event.ActDeclineToComment: "refusal to comment", event.ActReport: "report"}
	between = map[event.RelationType]string{event.RelMemberOf: "is a member of", event.RelHolds: "holds the office of", event.RelEmployedBy: "is employed by",
		event.RelRepresents: "speaks for", event.RelOwns: "owns", event.RelDirects: "directs", event.RelFamily: "is family of", event.RelAssociate: "is an associate of",
		event.RelPartOf: "is part of", event.RelLocatedIn: "is in", event.RelAlliedWith: "is allied with", event.RelBackedBy: "is backed by",
		event.RelLinkedTo: "is linked to", event.RelUses: "uses", event.RelContributedTo: "contributed to", event.RelResultedIn: "resulted in",
		event.RelResponseTo: "responded to", event.RelRepeats: "repeats", event.RelAnswers: "answers", event.RelContradicts: "contradicts",
		event.RelCorroborates: "corroborates", event.RelQualifies: "qualifies"}
)

// spoken writes a word of a vocabulary as people would: "response to".
func spoken(word string) string { return strings.ToLower(strings.ReplaceAll(word, "_", " ")) }

// quantity writes how much of what: "at least 17 people killed".
func quantity(q event.Quantity) string {
	amount := q.Text
	switch {
	case q.Value != nil:
		amount = figure(q.Value)
	case q.Min != nil && q.Max != nil:
		amount = figure(q.Min) + " to " + figure(q.Max)
	case q.Min != nil:
		amount = "at least " + figure(q.Min)
	case q.Max != nil:
		amount = "at most " + figure(q.Max)
	}
	if q.Unit != "" {
		amount += " " + q.Unit
	}
	return amount + " " + q.Measure
}

func figure(f *float64) string { return strconv.FormatFloat(*f, 'f', -1, 64) }

// given reports whether a text gives a quantity already, by its words or its figure.
func given(text string, q event.Quantity) bool {
	return q.Text != "" && hasWords(text, q.Text) || q.Value != nil && hasWords(text, figure(q.Value))
}

// mentions reports whether a text names an entity.
func mentions(text string, e *Entity) bool {
	for _, name := range append([]string{e.Name()}, e.Aliases()...) {
		if hasWords(text, name) {
			return true
		}
	}
	return false
}

// hasWords reports whether words stand in a text, whole, upper or lower case.
func hasWords(text, words string) bool {
	spaced := func(s string) string {
		return " " + strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" \t\n,.;:()“”\"'", r) }), " ") + " "
	}
	return words != "" && strings.Contains(spaced(text), spaced(words))
}

// names joins the names of entities.
func names(list []*Entity) string {
	all := make([]string, len(list))
	for i, e := range list {
		all[i] = e.Name()
	}
	return enumerate(all)
}

// enumerate joins words: "A, B and C".
func enumerate(list []string) string {
	n := len(list)
	if n < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
}

// oneLine puts a text on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// brief cuts a text to a label: one line of at most 80 characters.
func brief(s string) string { return cut(oneLine(s), 80) }

// cut cuts a line to so many characters, the last an ellipsis when it was longer.
func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimRight(string(runes[:most-1]), " ,.;:") + "…"
}
