package event

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// endOf is the last microsecond of a date in a zone: the moment that "replay to 2021-02-26" stands for.
func endOf(t testing.TB, date, zone string) Instant {
	t.Helper()
	w, err := NewWhen(date, "", nil, zone, ID{})
	if err != nil {
		t.Fatal(err)
	}
	return w.Window().Last
}

// startOf is its first microsecond.
func startOf(t testing.TB, date, zone string) Instant {
	t.Helper()
	w, err := NewWhen(date, "", nil, zone, ID{})
	if err != nil {
		t.Fatal(err)
	}
	return w.Window().First
}

func bounds(w Window) string { return fmt.Sprintf("%s %s", w.First, w.Last) }

// TestTimes holds the reading of dates to DESIGN 3.3: the bounds of what happened, and of what held.
func TestTimes(t *testing.T) {
	const (
		none   = "none"
		always = "-inf +inf"
	)
	tests := []struct {
		edtf, zone               string
		happened, happenedSurely string
		held, heldSurely         string
	}{
		{"2021-02-26", "",
			"2021-02-26T00:00:00Z +inf", "2021-02-26T23:59:59.999999Z +inf",
			always, "2021-02-26T00:00:00Z 2021-02-26T23:59:59.999999Z"},
		{"2021-02-25", "America/New_York",
			"2021-02-25T05:00:00Z +inf", "2021-02-26T04:59:59.999999Z +inf",
			always, "2021-02-25T05:00:00Z 2021-02-26T04:59:59.999999Z"},
		{"2021-02", "",
			"2021-02-01T00:00:00Z +inf", "2021-02-28T23:59:59.999999Z +inf",
			always, "2021-02-01T00:00:00Z 2021-02-28T23:59:59.999999Z"},
		{"2021-02-XX", "", // one unknown day: it happened by the end of the month, but held on no day surely
			"2021-02-01T00:00:00Z +inf", "2021-02-28T23:59:59.999999Z +inf",
			always, none},
		{"[2021-02-25,2021-02-27]", "",
			"2021-02-25T00:00:00Z +inf", "2021-02-27T23:59:59.999999Z +inf",
			always, none},
		{"2021-02-26~", "", // widened by its own length on either side
			"2021-02-25T00:00:00Z +inf", "2021-02-27T23:59:59.999999Z +inf",
			always, none},
		{"2021-02-26?", "", // the bounds stay, nothing is sure
			"2021-02-26T00:00:00Z +inf", none,
			always, none},
		{"2021-02-26%", "",
			"2021-02-26T00:00:00Z +inf", none,
			always, none},
		{"2021-02-26T09:41:07Z", "",
			"2021-02-26T09:41:07Z +inf", "2021-02-26T09:41:07.999999Z +inf",
			always, "2021-02-26T09:41:07Z 2021-02-26T09:41:07.999999Z"},
		{"2021-01-20/2022-05-13", "",
			"2021-01-20T00:00:00Z +inf", "2022-05-13T23:59:59.999999Z +inf",
			"2021-01-20T00:00:00Z 2022-05-13T23:59:59.999999Z", "2021-01-20T23:59:59.999999Z 2022-05-12T23:59:59.999999Z"},
		{"2021-01-20/2022-05-13?", "",
			"2021-01-20T00:00:00Z +inf", none,
			"2021-01-20T00:00:00Z 2022-05-13T23:59:59.999999Z", none},
		{"2021-01-20~/2022-05-13", "", // only the start is widened
			"2021-01-19T00:00:00Z +inf", "2022-05-13T23:59:59.999999Z +inf",
			"2021-01-19T00:00:00Z 2022-05-13T23:59:59.999999Z", "2021-01-21T23:59:59.999999Z 2022-05-12T23:59:59.999999Z"},
		{"2021-02/2021-02-26", "", // the ends overlap
			"2021-02-01T00:00:00Z +inf", "2021-02-26T23:59:59.999999Z +inf",
			"2021-02-01T00:00:00Z 2021-02-26T23:59:59.999999Z", none},
		{"2021-02-26/2021-02-27", "", // the two windows touch: one microsecond is sure
			"2021-02-26T00:00:00Z +inf", "2021-02-27T23:59:59.999999Z +inf",
			"2021-02-26T00:00:00Z 2021-02-27T23:59:59.999999Z", "2021-02-26T23:59:59.999999Z 2021-02-26T23:59:59.999999Z"},
		{"2021-02-26T00:00:00.000001/2021-02-26T00:00:00.000001", "", // one microsecond, in which it both began and ended
			"2021-02-26T00:00:00.000001Z +inf", "2021-02-26T00:00:00.000001Z +inf",
			"2021-02-26T00:00:00.000001Z 2021-02-26T00:00:00.000001Z", none},
		{"/2022", "", // an unknown start: no lower bound, and no inner
			"-inf +inf", "2022-12-31T23:59:59.999999Z +inf",
			"-inf 2022-12-31T23:59:59.999999Z", none},
		{"../2022", "", // since ever
			"-inf +inf", "2022-12-31T23:59:59.999999Z +inf",
			"-inf 2022-12-31T23:59:59.999999Z", "-inf 2021-12-31T23:59:59.999999Z"},
		{"2021/..", "", // still open
			"2021-01-01T00:00:00Z +inf", none,
			"2021-01-01T00:00:00Z +inf", "2021-12-31T23:59:59.999999Z +inf"},
		{"2021/", "", // an unknown end
			"2021-01-01T00:00:00Z +inf", none,
			"2021-01-01T00:00:00Z +inf", none},
	}
	surely := func(times Times) string {
		if !times.Sure {
			return none
		}
		return bounds(times.Inner)
	}
	for _, tt := range tests {
		t.Run(tt.edtf, func(t *testing.T) {
			w, err := NewWhen(tt.edtf, "", nil, tt.zone, ID{})
			if err != nil {
				t.Fatal(err)
			}
			happened, held := w.Happened(), w.Held()
			if !happened.Dated || !held.Dated {
				t.Error("not dated")
			}
			for what, pair := range map[string][2]string{
				"may have happened":      {bounds(happened.Outer), tt.happened},
				"surely has happened":    {surely(happened), tt.happenedSurely},
				"may hold":               {bounds(held.Outer), tt.held},
				"surely holds":           {surely(held), tt.heldSurely},
				"claims say likewise":    {bounds((&ActionTaken{When: w}).Times().Outer), bounds((&StatementMade{When: w}).Times().Outer)},
				"relations say likewise": {bounds((&RelationHeld{When: w}).Times().Outer), bounds(held.Outer)},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s: %s, want %s", what, pair[0], pair[1])
				}
			}
			for _, times := range []Times{happened, held} {
				if !times.Sure && times.Inner != (Window{}) {
					t.Errorf("not sure, but inner bounds %s", bounds(times.Inner))
				}
				if times.Sure && (times.Inner.First > times.Inner.Last || times.Inner.First < times.Outer.First || times.Inner.Last > times.Outer.Last) {
					t.Errorf("inner %s does not lie within outer %s", bounds(times.Inner), bounds(times.Outer))
				}
			}
		})
	}
}

// TestHolds has the cases of DESIGN 10 that the valid clock decides, and those on the very edges of the bounds.
func TestHolds(t *testing.T) {
	strike := must(NewWhen("2021-02-25", "Thursday", nil, "America/New_York", ID{})).Happened()
	next := date("2021-02-27").Happened()
	office := date("2021-01-20/2022-05-13").Held()
	words := must(NewWhen("", "later", nil, "", ID{}))
	tests := []struct {
		name  string
		times Times
		at    Instant
		want  Holds
	}{
		{"strikes on Thursday in Washington, by that day there", strike, endOf(t, "2021-02-25", "America/New_York"), HoldsYes},
		{"the same, by that day in UTC", strike, endOf(t, "2021-02-25", ""), HoldsMaybe},
		{"the same, as that day began there", strike, startOf(t, "2021-02-25", "America/New_York"), HoldsMaybe},
		{"the same, just before that day there", strike, startOf(t, "2021-02-25", "America/New_York") - 1, HoldsNo},
		{"the same, one microsecond before it is sure", strike, endOf(t, "2021-02-25", "America/New_York") - 1, HoldsMaybe},
		{"once done it stays done", strike, endOf(t, "2035", ""), HoldsYes},
		{"an event of 27 Feb, by 26 Feb", next, endOf(t, "2021-02-26", ""), HoldsNo},
		{"an event of 27 Feb, by 27 Feb", next, endOf(t, "2021-02-27", ""), HoldsYes},
		{"in office, by June 2021", office, endOf(t, "2021-06", ""), HoldsYes},
		{"in office, in 2023", office, endOf(t, "2023", ""), HoldsNo},
		{"in office, on the first day", office, startOf(t, "2021-01-20", ""), HoldsMaybe},
		{"in office, by the first day", office, endOf(t, "2021-01-20", ""), HoldsYes},
		{"in office, the day before", office, startOf(t, "2021-01-20", "") - 1, HoldsNo},
		{"in office, just before the last day", office, startOf(t, "2022-05-13", "") - 1, HoldsYes},
		{"in office, as the last day began", office, startOf(t, "2022-05-13", ""), HoldsMaybe},
		{"in office, by the last day", office, endOf(t, "2022-05-13", ""), HoldsMaybe},
		{"a relation known on one date, by it", date("2021-02-26").Held(), endOf(t, "2021-02-26", ""), HoldsYes},
		{"a relation known on one date, years later", date("2021-02-26").Held(), endOf(t, "2030", ""), HoldsMaybe},
		{"a relation known on one date, years before", date("2021-02-26").Held(), endOf(t, "1990", ""), HoldsMaybe},
		{"a relation on one unknown day of a month, in it", date("2021-02-XX").Held(), startOf(t, "2021-02-14", ""), HoldsMaybe},
		{"a relation until 2022 from an unknown date, in 2000", date("/2022").Held(), endOf(t, "2000", ""), HoldsMaybe},
		{"a relation until 2022 since ever, in 2000", date("../2022").Held(), endOf(t, "2000", ""), HoldsYes},
		{"a relation until 2022 since ever, in 2023", date("../2022").Held(), endOf(t, "2023", ""), HoldsNo},
		{"still open", date("2021/..").Held(), endOf(t, "2040", ""), HoldsYes},
		{"still open, in 2020", date("2021/..").Held(), endOf(t, "2020", ""), HoldsNo},
		{"an uncertain date, by it", date("2021-02-26?").Happened(), endOf(t, "2021-02-26", ""), HoldsMaybe},
		{"an uncertain date, years later", date("2021-02-26?").Happened(), endOf(t, "2030", ""), HoldsMaybe},
		{"an uncertain date, before it", date("2021-02-26?").Happened(), endOf(t, "2021-02-25", ""), HoldsNo},
		{"an uncertain period around 1970, at its first moment", date("1960/1980?").Held(), 0, HoldsMaybe},
		{"no date, action", (*When)(nil).Happened(), endOf(t, "2021", ""), HoldsUndated},
		{"no date, relation", (*When)(nil).Held(), endOf(t, "2021", ""), HoldsUndated},
		{"only words, action", words.Happened(), endOf(t, "2021", ""), HoldsUndated},
		{"only words, relation", words.Held(), endOf(t, "2021", ""), HoldsUndated},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.times.Holds(tt.at); got != tt.want {
				t.Errorf("%s at %s, want %s; outer %s, inner %s", got, tt.at, tt.want, bounds(tt.times.Outer), bounds(tt.times.Inner))
			}
		})
	}
}

func TestUndated(t *testing.T) {
	for name, w := range map[string]*When{"nil": nil, "only words": must(NewWhen("", "later", nil, "", ID{}))} {
		if w.Dated() || w.Window() != Always {
			t.Errorf("%s: Dated %v, window %s", name, w.Dated(), bounds(w.Window()))
		}
		if times := w.Happened(); times != (Times{Outer: Always}) || w.Held() != times {
			t.Errorf("%s: %+v and %+v should be without bounds and undated", name, times, w.Held())
		}
	}
}

func TestNewWhen(t *testing.T) {
	anchor := must(ParseInstant("2021-02-26T12:00:00Z"))
	got, err := NewWhen("2021-02-25/2021-03", "Thursday", &anchor, "America/New_York", testID(1))
	if err != nil {
		t.Fatal(err)
	}
	want := &When{
		EDTF: "2021-02-25/2021-03", Text: "Thursday", Anchor: &anchor, Zone: "America/New_York", RelativeTo: testID(1), Precision: PrecisionDay,
		From: Window{must(ParseInstant("2021-02-25T05:00:00Z")), must(ParseInstant("2021-02-26T04:59:59.999999Z"))},
		To:   &Window{must(ParseInstant("2021-03-01T05:00:00Z")), must(ParseInstant("2021-04-01T03:59:59.999999Z"))},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	tests := []struct {
		name, edtf, text, zone string
		code                   Code
		path                   string
		says                   []string
	}{
		{"nothing", "", "", "", Required, "edtf", []string{"edtf, text or both"}},
		{"not EDTF", "Friday", "", "", InvalidDate, "edtf", []string{`"Friday"`}},
		{"no such day", "2021-02-30", "", "", InvalidDate, "edtf", []string{`"2021-02-30"`, "28"}},
		{"end before start", "2022/2021", "", "", InvalidDate, "edtf", []string{`"2022/2021"`}},
		{"no such zone", "2021", "", "Mars/Olympus", Invalid, "zone", []string{`"Mars/Olympus"`, "America/New_York"}},
		{"a zone for words only", "", "later", "Mars/Olympus", Invalid, "zone", []string{`"Mars/Olympus"`}},
		{"the zone of whoever runs it", "2021", "", "Local", Invalid, "zone", []string{`"Local"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := NewWhen(tt.edtf, tt.text, nil, tt.zone, ID{})
			problems, is := err.(Problems)
			if !is || len(problems) != 1 {
				t.Fatalf("error %v, want one problem", err)
			}
			assertProblem(t, problems[0], tt.code, tt.path, tt.says...)
		})
	}
}

// TestZone: only names that mean the same everywhere, and each under one name.
func TestZone(t *testing.T) {
	for _, name := range []string{"", "UTC", "America/New_York", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Asia/Baghdad"} {
		zone, err := Zone(name)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if again, err := Zone(name); err != nil || again != zone {
			t.Errorf("%q is another zone the second time: %v, %v", name, again, err)
		}
	}
	if zone, err := Zone(""); err != nil || zone != time.UTC {
		t.Errorf("no zone is %v, %v; want UTC", zone, err)
	}
	for _, name := range []string{"Local", "localtime", "posixrules", "right/UTC", "posix/America/New_York", "./UTC", "America//New_York", "../zoneinfo/UTC",
		"/etc/localtime", "America/New_York/", "utc", "america/new_york", "EST+5", "zone.tab", "UTC\n", "\xff", strings.Repeat("A", 1000)} {
		zone, err := Zone(name)
		if err == nil || !strings.Contains(err.Error(), "is not a time zone") || len(err.Error()) > 500 {
			t.Errorf("%q: %v, %v; want an error", name, zone, err)
		}
	}
}

// TestResolveForgets: what a When said before it was resolved anew leaves no trace.
func TestResolveForgets(t *testing.T) {
	w := date("2021-01-20~/2022?")
	w.EDTF, w.Text = "", "some time"
	if problem := w.resolve(); problem != nil {
		t.Fatal(problem)
	}
	if diff := cmp.Diff(&When{Text: "some time", Precision: PrecisionUnknown}, w); diff != "" {
		t.Error(diff)
	}
}

func TestParseInstant(t *testing.T) {
	for text, want := range map[string]string{
		"2021-02-27T01:42:00Z":             "2021-02-27T01:42:00Z",
		"2021-02-26T20:42:00-05:00":        "2021-02-27T01:42:00Z",
		"2021-02-27T01:42:00.123456Z":      "2021-02-27T01:42:00.123456Z",
		"2021-02-27T01:42:00.123456999Z":   "2021-02-27T01:42:00.123456Z", // finer than a microsecond is dropped
		"1969-12-31T23:59:59.9999999Z":     "1969-12-31T23:59:59.999999Z", // towards the past, before 1970 too
		"1969-12-31T23:59:59.5Z":           "1969-12-31T23:59:59.5Z",
		"0000-01-01T00:00:00+00:01":        "-0001-12-31T23:59:00Z",
		"9999-12-31T23:59:59.999999-00:01": "+10000-01-01T00:00:59.999999Z",
		"2024-02-29T00:00:00Z":             "2024-02-29T00:00:00Z",
	} {
		if i, err := ParseInstant(text); err != nil || i.String() != want {
			t.Errorf("%s is %s, %v; want %s", text, i, err, want)
		}
	}
	for _, text := range []string{"", "2021-02-27", "2021-02-27T01:42Z", "2021-02-27T1:42:00Z", "2021-02-27T01:42:00", "2021-02-27T01:42:00,5Z",
		"2021-02-27 01:42:00Z", "2021-02-30T00:00:00Z", "2021-02-27T24:00:00Z", "2021-02-27T01:42:00+24:00", "now", "-inf", "+inf", "-0043-03-15T00:00:00Z"} {
		if i, err := ParseInstant(text); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%q is not an RFC 3339 time", text)) {
			t.Errorf("%q is read as %s, %v", text, i, err)
		}
	}
}

// TestInstantText: every moment comes back from its text, also where RFC 3339 has no year for it.
func TestInstantText(t *testing.T) {
	for text, i := range map[string]Instant{
		"-inf": Past, "+inf": Future,
		"1970-01-01T00:00:00Z":          0,
		"-0043-03-15T12:00:00Z":         At(time.Date(-43, 3, 15, 12, 0, 0, 0, time.UTC)),
		"-0004-02-29T00:00:00.000001Z":  At(time.Date(-4, 2, 29, 0, 0, 0, 1000, time.UTC)),
		"+10000-12-31T23:59:59.999999Z": At(time.Date(10000, 12, 31, 23, 59, 59, 999999000, time.UTC)),
		"0000-01-01T00:00:00Z":          At(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)),
		"9999-12-31T23:59:59Z":          At(time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)),
	} {
		if s := i.String(); s != text {
			t.Errorf("%d is %s, want %s", i, s, text)
		}
		var back Instant
		if err := back.UnmarshalText([]byte(text)); err != nil || back != i {
			t.Errorf("%s is read as %d, %v; want %d", text, back, err, i)
		}
	}
	var i Instant
	for _, wrong := range []string{"", "inf", "-43-03-15T00:00:00Z", "+10000-13-01T00:00:00Z", "-0043-03-15", "-0043-02-29T00:00:00Z", "+999999-01-01T00:00:00Z"} {
		if err := i.UnmarshalText([]byte(wrong)); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%q is read as %s, %v", wrong, i, err)
		}
	}
	if Past.Bounded() || Future.Bounded() || !Instant(0).Bounded() {
		t.Error("Bounded")
	}
}

func TestWindow(t *testing.T) {
	w := Window{10, 20}
	for i, want := range map[Instant]bool{9: false, 10: true, 20: true, 21: false} {
		if w.Contains(i) != want {
			t.Errorf("Contains(%d) is %v", i, !want)
		}
	}
	if !w.Bounded() || Always.Bounded() || (Window{Past, 1}).Bounded() || (Window{1, Future}).Bounded() {
		t.Error("Bounded")
	}
}
