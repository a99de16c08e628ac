package search_test

import (
	"strings"
	"testing"

	"onrecord/search"
)

// The same people, places and deeds are found in every spelling and form that was recorded, in any language.
func TestSpellings(t *testing.T) {
	d := newDesk(t)
	d.record(
		strings.ReplaceAll(`{"entity": {"key": "test:khatibzadeh", "kind": "PERSON", "name": "Saeed Khatibzadeh", "aliases": ["Khatibzadeh", "Саид Хатибзаде", "سعید خطیبZWNJزاده", "سعيد خطيب زاده"]}}`, "ZWNJ", "\u200c"),
		`{"entity": {"key": "test:erdogan", "kind": "PERSON", "name": "Recep Tayyip Erdoğan"}}`,
		`{"entity": {"key": "test:sanaa", "kind": "LOCATION", "name": "Sana'a", "aliases": ["Ṣanʿāʾ", "صَنْعَاء"]}}`,
		`{"entity": {"key": "test:ministry", "kind": "PUBLIC_BODY", "name": "Iranian Foreign Ministry", "aliases": ["Außenministerium"]}}`,
		`{"document": {"id": "01890000-0000-7000-8000-00000000000a", "publisher": "test:ministry", "title": "Les frappes aériennes contre les milices", "language": "fr"}}`,
		`{"document": {"id": "01890000-0000-7000-8000-00000000000b", "publisher": "test:ministry", "title": "Удары по ополчению осуждены", "language": "ru"}}`,
		`{"document": {"id": "01890000-0000-7000-8000-00000000000c", "publisher": "test:ministry", "title": "حملات هوایی محکوم شد", "language": "fa"}}`,
		`{"document": {"id": "01890000-0000-7000-8000-00000000000d", "publisher": "test:ministry", "title": "الضربات الجوية على الميليشيات", "language": "ar"}}`,
		`{"document": {"id": "01890000-0000-7000-8000-00000000000e", "publisher": "test:ministry", "title": "Luftangriffe auf die Häuser der Milizen", "language": "de"}}`,
		`{"document": {"id": "01890000-0000-7000-8000-00000000000f", "publisher": "test:ministry", "title": "Los ataques aéreos contra las milicias"}}`,
		`{"statement": {"speaker": "test:khatibzadeh", "act": "CONDEMN", "about": ["test:sanaa", "test:erdogan"], "paraphrase": "The strikes on the militias' bases were illegal.", "report": {"chain": ["test:ministry"]}}}`,
	)
	for asked, want := range map[string]string{
		"khatibzadeh":       "NAME ALIAS: [Khatibzadeh]",
		"KHATIB":            "NAME_START ALIAS: [Khatibzadeh]",
		"khatibzade":        "NAME_START ALIAS: [Khatibzadeh]",
		"kahtibzadeh":       "ALIKE ALIAS: [Khatibzadeh]",
		"sayed khatibzadeh": "ALIKE NAME: [Saeed] [Khatibzadeh]",
		"Хатибзаде":         "NAME_WORDS ALIAS: Саид [Хатибзаде]",
		"хатибзада":         "ALIKE ALIAS: Саид [Хатибзаде]",
		"خطیب\u200cزاده":    "NAME_WORDS ALIAS: سعيد [خطيب] [زاده]",
		"خطيب زاده":         "NAME_WORDS ALIAS: سعيد [خطيب] [زاده]",
		"سعيد خطيب":         "NAME_START ALIAS: [سعيد] [خطيب] زاده",
		"erdogan":           "NAME_WORDS NAME: Recep Tayyip [Erdoğan]",
		"sanaa":             "NAME NAME: [Sana'a]",
		"صنعاء":             "NAME ALIAS: [صَنْعَاء]",
		"AUSSENMINISTERIUM": "NAME ALIAS: [Außenministerium]",
		"ministry foreign":  "NAME_WORDS NAME: Iranian [Foreign] [Ministry]",
		"frappe aérienne":   "TEXT TITLE: Les [frappes] [aériennes] contre les milices",
		"frappes aeriennes": "TEXT TITLE: Les [frappes] [aériennes] contre les milices",
		"ударами":           "TEXT TITLE: [Удары] по ополчению осуждены",
		"حملات":             "TEXT TITLE: [حملات] هوایی محکوم شد",
		"ضربات":             "TEXT TITLE: [الضربات] الجوية على الميليشيات",
		"haus der miliz":    "TEXT TITLE: Luftangriffe auf die [Häuser] der [Milizen]",
		"ataque aereo":      "TEXT TITLE: Los [ataques] [aéreos] contra las milicias",
		"striking militia":  "TEXT PARAPHRASE: The [strikes] on the [militias]' bases were illegal.",
		`"strikes on the"`:  "TEXT PARAPHRASE: The [strikes on the] militias' bases were illegal.",
		`"on strikes"`:      "",
		"strikes -illegal":  "",
		"the strikes in":    "TEXT PARAPHRASE: The [strikes] on the militias' bases were illegal.",
		"illeg*":            "TEXT PARAPHRASE: The strikes on the militias' bases were [illegal].",
		"the":               "TEXT PARAPHRASE: [The] strikes on [the] militias' bases were illegal.",
	} {
		hits := d.find(asked)
		if len(hits) == 0 {
			if want != "" {
				t.Errorf("%q finds nothing; want %q", asked, want)
			}
			continue
		}
		field, marked := d.snippet(hits[0])
		if got := hits[0].Match.String() + " " + field.String() + ": " + marked; got != want {
			t.Errorf("%q finds\n%s, want\n%s", asked, got, want)
		}
	}
}

// The story is found by what it says and by whom it names.
func TestTheStory(t *testing.T) {
	d := newDesk(t)
	d.tell()
	for _, s := range []struct {
		asked string
		kind  search.Kind
		label string // of an entity its name, else a word of the snippet
	}{
		{"kirby", search.Entity, "John Kirby"},
		{"kiby", search.Entity, "John Kirby"},
		{"penta", search.Entity, "US Defense Department"}, // judged the same, and described first
		{"washington post", search.Entity, "The Washington Post"},
		{"violating international laws", search.Claim, "[violation] of [international] [law]"},
		{`"act with impunity"`, search.Claim, "you can’t [act with impunity]"},
	} {
		hits := d.find(s.asked)
		if len(hits) == 0 || hits[0].Kind != s.kind {
			t.Errorf("%q finds %d, the first of another kind than %v", s.asked, len(hits), s.kind)
			continue
		}
		got := ""
		if s.kind == search.Entity {
			got = hits[0].Entity.Name()
		} else {
			_, got = d.snippet(hits[0])
		}
		if !strings.Contains(got, s.label) {
			t.Errorf("%q finds %q first, want %q", s.asked, got, s.label)
		}
	}
}
