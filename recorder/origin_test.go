package recorder_test

import (
	"reflect"
	"testing"

	"onrecord/event"
)

// What a report leans on, by what is handed in. Names are keys of world.
func TestWhereAReportComesFrom(t *testing.T) {
	day := func(text string) *event.Window {
		w, err := event.NewWhen(text, "", nil, "", event.ID{})
		if err != nil {
			t.Fatal(err)
		}
		window := w.Window()
		return &window
	}
	d := open(t, world...)
	for name, test := range map[string]struct {
		report string
		chain  []string
		also   []string
		window *event.Window
	}{
		"the desk":                      {`{}`, nil, nil, nil},
		"a chain":                       {`{"chain": ["w:ap", "w:kirby"]}`, []string{"w:ap", "w:kirby"}, nil, nil},
		"by identifier":                 {`{"chain": ["x:1"]}`, []string{"w:reuters"}, nil, nil},
		"a document":                    {`{"document": "` + dated + `"}`, nil, []string{"w:reuters"}, day("2021-02-26")},
		"a document without publisher":  {`{"document": "` + anonymous + `"}`, nil, nil, nil},
		"a document of the chain":       {`{"chain": ["w:reuters", "w:ap"], "document": "` + dated + `"}`, []string{"w:reuters", "w:ap"}, nil, day("2021-02-26")},
		"a document of somebody else":   {`{"chain": ["w:ap"], "document": "` + dated + `"}`, []string{"w:ap"}, []string{"w:reuters"}, day("2021-02-26")},
		"a time":                        {`{"document": "` + dated + `", "reportedAt": {"edtf": "2021-03"}}`, nil, []string{"w:reuters"}, day("2021-03")},
		"only words for a time":         {`{"document": "` + dated + `", "reportedAt": {"text": "later"}}`, nil, []string{"w:reuters"}, day("2021-02-26")},
		"a statement":                   {`{"statement": "w:said"}`, []string{"w:kirby"}, []string{"w:pentagon"}, nil},
		"a statement through an outlet": {`{"chain": ["w:ap"], "statement": "w:said"}`, []string{"w:ap", "w:kirby"}, []string{"w:pentagon"}, nil},
		"a statement with its speaker":  {`{"chain": ["w:ap", "w:kirby"], "statement": "w:said"}`, []string{"w:ap", "w:kirby"}, []string{"w:pentagon"}, nil},
		"a statement with who is meant": {`{"chain": ["w:pentagon", "w:kirby"], "statement": "w:said"}`, []string{"w:pentagon", "w:kirby"}, nil, nil},
		"a statement in a document":     {`{"document": "` + dated + `", "statement": "w:said"}`, []string{"w:kirby"}, []string{"w:pentagon", "w:reuters"}, day("2021-02-26")},
	} {
		t.Run(name, func(t *testing.T) {
			d.recorded(t, `{"relation": {"type": "USES", "subject": "w:ap", "object": "w:kirby", "report": `+test.report+`}}`)
			r := d.last(t).(*event.RelationHeld).Report
			if got, want := r.Origin.Chain, d.ids(t, test.chain...); !reflect.DeepEqual(got, want) {
				t.Errorf("chain: got %v, want %v", got, want)
			}
			if got, want := r.Origin.Also, d.ids(t, test.also...); !reflect.DeepEqual(got, want) {
				t.Errorf("also: got %v, want %v", got, want)
			}
			if !reflect.DeepEqual(r.Origin.Window, test.window) {
				t.Errorf("window: got %v, want %v", r.Origin.Window, test.window)
			}
			if r.Modality != event.ModalityCertain || r.Stance != event.StanceAffirmed {
				t.Errorf("got %v and %v, want the defaults, written out", r.Modality, r.Stance)
			}
		})
	}
}

func TestWhereAnEndComesFrom(t *testing.T) {
	d := open(t, world...)
	d.recorded(t, `{"retraction": {"target": "w:strike", "reason": "SOURCE_RETRACTED", "document": "`+dated+`"}}`)
	end := d.last(t).(*event.ClaimRetracted).End
	if want := d.ids(t, "w:reuters"); !reflect.DeepEqual(end.Origin.Chain, want) || end.Origin.Also != nil || end.Origin.Window == nil {
		t.Errorf("a document alone: got %+v, want its publisher as chain", end.Origin)
	}
	d.recorded(t, `{"identity": {"a": "w:ap", "b": "w:pentagon", "judgement": "DIFFERENT", "document": "`+dated+`"}}`)
	if judged := d.last(t).(*event.IdentityJudged); !reflect.DeepEqual(judged.Origin, end.Origin) {
		t.Errorf("a judgement: got %+v, want %+v", judged.Origin, end.Origin)
	}
	d.recorded(t, `{"retraction": {"target": "w:damage", "reason": "ENTRY_ERROR"}}`)
	if end := d.last(t).(*event.ClaimRetracted).End; !end.Desk() || !end.Origin.IsZero() {
		t.Errorf("a slip: got %+v, want nothing", end.Origin)
	}
}

func TestACorrectionIsToldAsAWhole(t *testing.T) {
	d := open(t, world...)
	d.recorded(t, `{"correction": {"target": "w:damage", "reason": "REFINED", "of": ["w:ap"], "chain": ["w:ap"], "document": "`+dated+`", "action": {"category": "DAMAGE",
		"report": {"statement": "w:said", "cue": "reportedly", "modality": "PROBABLE", "evidence": "INFERRED", "excerpts": [{"exact": "Nine", "start": 1, "end": 5}]}}}}`)
	k := d.last(t).(*event.ClaimCorrected)
	r := k.Action.Report
	if !reflect.DeepEqual(r.Origin, k.End.Origin) {
		t.Errorf("the report is told as %+v, the end as %+v", r.Origin, k.End.Origin)
	}
	if want := d.ids(t, "w:ap", "w:kirby"); !reflect.DeepEqual(r.Origin.Chain, want) {
		t.Errorf("chain: got %v, want %v", r.Origin.Chain, want)
	}
	if r.Statement != d.id(t, "w:said") || r.Cue != "reportedly" || r.Modality != event.ModalityProbable || r.Evidence != event.EvidenceInferred || r.Excerpts[0].Exact != "Nine" {
		t.Errorf("the report lost its words: %+v", r)
	}
}

// A statement that a correction brought in is one like any other, in the same batch and later.
func TestAReportRestsOnABetterStatement(t *testing.T) {
	correct := `{"correction": {"target": "w:said", "reason": "MISQUOTE", "chain": ["w:ap"], "statement": {"key": "w:really-said", "speaker": "w:kirby", "act": "STATE", "paraphrase": "It was not."}}}`
	report := `{"report": {"claim": "w:strike", "chain": ["w:ap"], "stance": "DENIED", "statement": "w:really-said"}}`
	together, apart := open(t, world...), open(t, world...)
	together.recorded(t, correct, report)
	apart.recorded(t, correct)
	apart.recorded(t, report)
	for _, d := range []*desk{together, apart} {
		r := d.last(t).(*event.ClaimReported).Report
		if want := d.ids(t, "w:ap", "w:kirby"); !reflect.DeepEqual(r.Origin.Chain, want) || r.Stance != event.StanceDenied {
			t.Errorf("got %+v, want the chain %v", r, want)
		}
	}
}
