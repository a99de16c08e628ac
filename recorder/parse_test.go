package recorder_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"onrecord/event"
	"onrecord/recorder"
)

func TestParseDraftRefuses(t *testing.T) {
	for line, want := range map[string]string{
		``:                             "MALFORMED ",
		`{`:                            "MALFORMED ",
		`[]`:                           "MALFORMED ",
		`7`:                            "MALFORMED ",
		"{\"entity\": \"\xff\"}":       "MALFORMED ",
		`{"entity": {"name": "A"}} {}`: "MALFORMED ",
		`null`:                         "MALFORMED ",
		`{}`:                           "ONE_OF ",
		`{"entity": null}`:             "ONE_OF ",
		`{"entity": {"name": "A"}, "report": null}`: "ONE_OF ",
		`{"entity": {"name": "A"}, "report": {}}`:   "ONE_OF ",
		`{"event": {}}`:                                    "UNKNOWN_FIELD event",
		`{"Entity": {}}`:                                   "UNKNOWN_FIELD Entity",
		`{"entity": {"nom": "A", "nome": "B"}}`:            "UNKNOWN_FIELD entity.nom\nUNKNOWN_FIELD entity.nome",
		`{"entity": {"name": "A", "name": "A"}}`:           "MALFORMED entity.name",
		`{"entity": {}, "entity": {}}`:                     "MALFORMED entity",
		`{"entity": []}`:                                   "MALFORMED entity",
		`{"entity": {"name": 7}}`:                          "MALFORMED entity.name",
		`{"entity": {"kind": "MAN"}}`:                      "INVALID entity.kind",
		`{"entity": {"kind": 1}}`:                          "MALFORMED entity.kind",
		`{"entity": {"aliases": "A"}}`:                     "MALFORMED entity.aliases",
		`{"entity": {"aliases": ["A", 7]}}`:                "MALFORMED entity.aliases.1",
		`{"entity": {"aliases": [null]}}`:                  "REQUIRED entity.aliases.0",
		`{"entity": {"count": 1.5}}`:                       "MALFORMED entity.count",
		`{"entity": {"latitude": 1e999}}`:                  "MALFORMED entity.latitude",
		`{"entity": {"identifiers": [{"scheme": 1}]}}`:     "MALFORMED entity.identifiers.0.scheme",
		`{"retraction": {"positions": {"from": -1}}}`:      "MALFORMED retraction.positions.from",
		`{"action": {"report": {"excerpts": [{"x": 1}]}}}`: "UNKNOWN_FIELD action.report.excerpts.0.x",
	} {
		_, err := recorder.ParseDraft([]byte(line))
		var problems event.Problems
		if !errors.As(err, &problems) || sketch(problems) != want {
			t.Errorf("%s\ngot  %v\nwant %s", line, err, want)
		}
	}
}

// A draft written and read again is the same draft; nulls inside it are absent values.
func TestParseDraftReadsWhatIsWritten(t *testing.T) {
	for _, lines := range story(t) {
		for _, line := range lines {
			first, err := recorder.ParseDraft([]byte(line))
			if err != nil {
				t.Fatalf("%s\n%v", line, err)
			}
			written, err := json.Marshal(first)
			if err != nil {
				t.Fatal(err)
			}
			var given, kept any
			if err := errors.Join(json.Unmarshal([]byte(line), &given), json.Unmarshal(written, &kept)); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(given, kept) {
				t.Errorf("%s\nbecame\n%s", line, written)
			}
		}
	}
	d, err := recorder.ParseDraft([]byte(` {"entity": {"name": "A", "key": null, "count": null, "aliases": null}} `))
	if want := (recorder.Draft{Entity: &recorder.EntityDraft{Name: "A"}}); err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("got %+v, %v", d, err)
	}
}
