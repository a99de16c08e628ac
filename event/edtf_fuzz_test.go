package event

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// A formatted random day reads back as that day: its window begins with the first microsecond whose local date is that
// day, and ends just before the next day.
func TestEveryDayIsItself(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	zones := []string{"UTC", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns", "Asia/Beirut", "Asia/Damascus",
		"Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca", "Pacific/Apia", "Pacific/Auckland"}
	const layout = "2006-01-02"
	for _, name := range zones {
		zone := place(t, name)
		for range 3000 {
			day := time.Date(1850, 1, 1+random.IntN(366*250), 0, 0, 0, 0, time.UTC)
			text, next := day.Format(layout), day.AddDate(0, 0, 1).Format(layout)
			d, err := ParseEDTF(text, zone)
			if err != nil {
				if strings.HasSuffix(err.Error(), "skipped that day") {
					continue
				}
				t.Fatal(err)
			}
			shown := func(i Instant) string { return i.Time().In(zone).Format(layout) }
			if shown(d.From.First) != text || shown(d.From.First-1) >= text {
				t.Fatalf("%s in %s begins at %s", text, name, d.From.First)
			}
			if after := shown(d.From.Last + 1); after < next {
				t.Fatalf("%s in %s ends at %s", text, name, d.From.Last)
			}
			if d.Precision != PrecisionDay || d.From != d.To || d.Interval || d.Uncertain || d.Loose {
				t.Fatalf("%s in %s is %s", text, name, sketch(d))
			}
			begins := d.From.First.Time().In(zone)
			if _, offset := begins.Zone(); offset%60 != 0 {
				continue // local mean time: an offset is written without seconds
			}
			exact, err := ParseEDTF(begins.Format(time.RFC3339), nil)
			if err != nil || exact.From.First != d.From.First {
				t.Fatalf("%s in %s begins at %s, and %s with its offset (%v)", text, name, d.From.First, exact.From.First, err)
			}
		}
	}
}

func FuzzParseEDTF(f *testing.F) {
	for line := range strings.Lines(edtfCases) {
		if text, _, _ := strings.Cut(strings.TrimSpace(line), " "); text != "" && text != "#" {
			text, _, _ = strings.Cut(text, "@")
			f.Add(text, uint8(len(text)))
		}
	}
	zones := []*time.Location{nil, time.FixedZone("", -45296), place(f, "America/New_York"), place(f, "Pacific/Apia"), place(f, "America/Sao_Paulo")}
	f.Fuzz(func(t *testing.T, text string, n uint8) {
		zone := zones[int(n)%len(zones)]
		d, err := ParseEDTF(text, zone)
		again, errAgain := ParseEDTF(text, zone)
		if d != again || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Fatalf("%q is %v (%v), then %v (%v)", text, d, err, again, errAgain)
		}
		if err != nil {
			return
		}
		switch {
		case d.From.First > d.From.Last, d.To.First > d.To.Last:
			t.Fatalf("%q has a window that ends before it starts: %s", text, sketch(d))
		case d.To.Last < d.From.First:
			t.Fatalf("%q ends before it starts: %s", text, sketch(d))
		case !d.Interval && d.From != d.To:
			t.Fatalf("%q is one date with two windows: %s", text, sketch(d))
		case !precisions.has(uint8(d.Precision)):
			t.Fatalf("%q has the precision %d", text, d.Precision)
		}
	})
}
