package event

import (
	"fmt"
	"regexp"
	"sync"
	"time"
)

// When is a date as somebody wrote it, with what it resolves to. A nil When, or one without EDTF, is undated.
type When struct {
	EDTF       string    `cbor:"1,keyasint,omitempty" json:"edtf,omitempty"`      // "2021-02-26", "2021-01-20/2022-05-13"; empty when only words are known
	Text       string    `cbor:"2,keyasint,omitempty" json:"text,omitempty"`      // the words: "Friday", "later"
	Anchor     *Instant  `cbor:"3,keyasint,omitempty" json:"anchor,omitempty"`    // the moment the words lean on, such as when the article came out
	Zone       string    `cbor:"4,keyasint,omitempty" json:"zone,omitempty"`      // IANA name of the zone its days are days in; empty is UTC
	RelativeTo ID        `cbor:"5,keyasint,omitzero" json:"relativeTo,omitzero"`  // the claim or document the words lean on: "30 minutes before"
	Precision  Precision `cbor:"6,keyasint" json:"precision"`                     // how finely it was written
	From       Window    `cbor:"7,keyasint,omitzero" json:"from,omitzero"`        // resolved: the window of the date, or of an interval's start
	To         *Window   `cbor:"8,keyasint,omitempty" json:"to,omitempty"`        // resolved: the window of an interval's end; nil for one date
	Uncertain  bool      `cbor:"9,keyasint,omitempty" json:"uncertain,omitempty"` // marked ? or %: the bounds stand, but nothing is sure within them
	Loose      bool      `cbor:"10,keyasint,omitempty" json:"loose,omitempty"`    // one unknown part of the window, not all of it: ~, X or a set
}

// NewWhen resolves a written date. What it cannot read it reports as [Problems] under the fields edtf, zone and text.
// Bounds are stored with the words, so that a later change of a zone's rules does not move what was recorded.
func NewWhen(edtf, text string, anchor *Instant, zone string, relativeTo ID) (*When, error) {
	w := &When{EDTF: edtf, Text: text, Anchor: anchor, Zone: zone, RelativeTo: relativeTo, Precision: PrecisionUnknown}
	if problem := w.resolve(); problem != nil {
		return nil, Problems{*problem}
	}
	return w, nil
}

// resolve sets what follows from the words.
func (w *When) resolve() *Problem {
	w.From, w.To, w.Precision, w.Uncertain, w.Loose = Window{}, nil, PrecisionUnknown, false, false
	zone, err := Zone(w.Zone)
	if err != nil {
		return &Problem{Invalid, []string{"zone"}, err.Error()}
	}
	if w.EDTF == "" {
		if w.Text == "" {
			return &Problem{Required, []string{"edtf"}, "a date needs edtf, text or both"}
		}
		return nil
	}
	dates, err := ParseEDTF(w.EDTF, zone)
	if err != nil {
		return &Problem{InvalidDate, []string{"edtf"}, err.Error()}
	}
	w.From, w.Precision, w.Uncertain, w.Loose = dates.From, dates.Precision, dates.Uncertain, dates.Loose
	if dates.Interval {
		w.To = &dates.To
	}
	return nil
}

// Zone finds a time zone by its IANA name; the empty name is UTC. "Local" is refused: it means another zone elsewhere.
func Zone(name string) (*time.Location, error) {
	if name == "" {
		return time.UTC, nil
	}
	if zone, found := zones.Load(name); found {
		return zone.(*time.Location), nil
	}
	if name != "Local" && zoneForm.MatchString(name) {
		if zone, err := time.LoadLocation(name); err == nil {
			zones.Store(name, zone)
			return zone, nil
		}
	}
	return nil, fmt.Errorf("%q is not a time zone; name one, such as America/New_York or UTC", brief(name))
}

// zones keeps the zones that were asked for: time.LoadLocation reads a file every time.
var zones sync.Map // name -> *time.Location

// zoneForm is what the names of zones look like. It keeps out what else lies beside them on a system: "localtime", which
// is another zone elsewhere, "right/UTC", which counts leap seconds, and paths that name one file in many ways.
var zoneForm = regexp.MustCompile(`^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$`)

// Dated reports whether anything is known of the date but words.
func (w *When) Dated() bool { return w != nil && w.EDTF != "" }

// Window is the run of time in which it lies, from the first microsecond of its start to the last of its end; [Always]
// when undated.
func (w *When) Window() Window {
	switch {
	case !w.Dated():
		return Always
	case w.To != nil:
		return Window{w.From.First, w.To.Last}
	}
	return w.From
}

// Happened reads the date as that of a statement or an action: it may have happened from the window's first
// microsecond on, and surely has from its last on. Once done it stays done.
func (w *When) Happened() Times {
	if !w.Dated() {
		return Times{Outer: Always}
	}
	window := w.Window()
	t := Times{Dated: true, Outer: Window{window.First, Future}}
	if !w.Uncertain && window.Last != Future {
		t.Sure, t.Inner = true, Window{window.Last, Future}
	}
	return t
}

// Held reads the date as the period of a relation. From one window to another it may hold from the first through the
// last microsecond, and surely holds from the end of the first window until just before the second. A relation known
// only on one date has that date as inner bounds, unless the date is loose, and no outer ones.
func (w *When) Held() Times {
	if !w.Dated() {
		return Times{Outer: Always}
	}
	if w.To == nil {
		return Times{Dated: true, Outer: Always, Sure: !w.Uncertain && !w.Loose, Inner: w.From}.tidy()
	}
	t := Times{Dated: true, Outer: w.Window()}
	if !w.Uncertain && w.From.Last < w.To.First {
		t.Sure, t.Inner = true, Window{w.From.Last, before(w.To.First)}
	}
	return t
}

// before is the microsecond before i; no limit stays no limit.
func before(i Instant) Instant {
	if !i.Bounded() {
		return i
	}
	return i - 1
}

func (w *When) check(c *checker, field string) {
	if w == nil {
		return
	}
	c.in(field, func() {
		c.text("text", w.Text, MaxName)
		again := *w
		if problem := again.resolve(); problem != nil {
			c.add(problem.Code, problem.Message, problem.Path...)
			return
		}
		same := again.From == w.From && again.Precision == w.Precision && again.Uncertain == w.Uncertain && again.Loose == w.Loose &&
			(again.To == nil) == (w.To == nil) && (w.To == nil || *again.To == *w.To)
		if !same {
			c.add(InvalidDate, sprintf("the bounds given are not those of %q", w.EDTF), "edtf")
		}
	})
}

// checkTold is check for a date at which something was told: it must have a first and a last moment.
func (w *When) checkTold(c *checker, field string) {
	w.check(c, field)
	if w.Dated() && !w.Window().Bounded() {
		c.add(InvalidDate, sprintf("%q is open; when something was told needs a first and a last moment", w.EDTF), field, "edtf")
	}
}
