package recorder_test

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"testing"

	"onrecord/recorder"
)

func FuzzParseDraft(f *testing.F) {
	for _, lines := range story(f) {
		for _, line := range lines {
			f.Add([]byte(line))
		}
	}
	f.Add([]byte(`{"entity": {"name": "A", "name": null}} {}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		d, err := recorder.ParseDraft(line)
		if err != nil {
			if !reflect.DeepEqual(d, recorder.Draft{}) {
				t.Errorf("an error and a draft: %+v", d)
			}
			return
		}
		written, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		again, err := recorder.ParseDraft(written)
		if err != nil {
			t.Fatalf("%s\n%v", written, err)
		}
		if rewritten, err := json.Marshal(again); err != nil || !bytes.Equal(written, rewritten) {
			t.Errorf("%s became %s, %v", written, rewritten, err)
		}
	})
}

// Whatever is handed in, a dry run tells what is wrong with it, or the batch can be recorded.
func FuzzRecord(f *testing.F) {
	d := open(f, world...)
	for _, lines := range story(f) {
		d.recorded(f, lines...)
		for _, line := range lines {
			f.Add([]byte(line), []byte(lines[0]))
		}
	}
	head := d.log.Head()
	f.Fuzz(func(t *testing.T, first, second []byte) {
		var drafts []recorder.Draft
		for _, line := range [][]byte{first, second} {
			if draft, err := recorder.ParseDraft(line); err == nil {
				drafts = append(drafts, draft)
			}
		}
		out, err := d.Record(context.Background(), recorder.Request{Drafts: drafts, By: "fuzz", DryRun: true})
		if err != nil || out.Receipt != nil || d.log.Head() != head {
			t.Fatalf("a dry run came to %+v, %v", out, err)
		}
		for _, p := range append(out.Errors, out.Warnings...) {
			if p.Code == "" || p.Message == "" || len(p.Path) == 0 || p.Path[0] != "events" {
				t.Errorf("a problem should have a code, a message and a path: %+v", p)
			}
		}
	})
}
