package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// vocabularies is every vocabulary of the package.
var vocabularies = []vocabulary{types, claimKinds, roles, entityKinds, speechActs, actionCategories, relationTypes, precisions,
	endReasons, judgements, evidences, modalities, reportStances, likelihoods, confidences, holds}

// TestVocabularyNumbers pins the number of every word in testdata/vocabulary.txt. The log holds the numbers: a word keeps
// its own for ever, and a new one is added at the end of its list, here and in the file, by hand.
func TestVocabularyNumbers(t *testing.T) {
	var b bytes.Buffer
	for i, v := range vocabularies {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "# %s\n", v.of)
		for i, word := range v.words {
			fmt.Fprintf(&b, "%d %s\n", i+1, word)
		}
	}
	golden(t, "vocabulary.txt", b.Bytes())
}

// TestVocabulariesAreAllPinned finds a vocabulary that was forgotten above.
func TestVocabulariesAreAllPinned(t *testing.T) {
	made := regexp.MustCompile(`= vocabulary\{"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found += len(made.FindAll(source, -1))
	}
	if found != len(vocabularies) {
		t.Errorf("the package makes %d vocabularies, %d are pinned", found, len(vocabularies))
	}
}

// TestConstantsHaveTheirWords ties the first and the last constant of each list to its word, so that none is off by one.
func TestConstantsHaveTheirWords(t *testing.T) {
	for _, tt := range []struct {
		value fmt.Stringer
		word  string
		count int // of the whole list, on its last constant
	}{
		{TypeEntityDescribed, "EntityDescribed", 0}, {TypeClaimReported, "ClaimReported", 0}, {TypePayloadErased, "PayloadErased", len(Types())},
		{KindStatement, "STATEMENT", 0}, {KindRelation, "RELATION", len(claimKinds.words)},
		{RoleSpeaker, "SPEAKER", 0}, {RolePlace, "PLACE", 0}, {RoleObject, "OBJECT", len(roles.words)},
		{KindPerson, "PERSON", 0}, {KindFacility, "FACILITY", 0}, {KindAnonymousSource, "ANONYMOUS_SOURCE", 0}, {KindUnknown, "UNKNOWN", len(entityKinds.words)},
		{ActState, "STATE", 0}, {ActThreaten, "THREATEN", 0}, {ActDeclineToComment, "DECLINE_TO_COMMENT", 0}, {ActReport, "REPORT", len(speechActs.words)},
		{CategoryAgree, "AGREE", 0}, {CategoryAssault, "ASSAULT", 0}, {CategoryAlert, "ALERT", 0}, {CategoryOther, "OTHER", len(actionCategories.words)},
		{RelMemberOf, "MEMBER_OF", 0}, {RelPartOf, "PART_OF", 0}, {RelResponseTo, "RESPONSE_TO", 0}, {RelQualifies, "QUALIFIES", len(relationTypes.words)},
		{PrecisionInstant, "INSTANT", 0}, {PrecisionDay, "DAY", 0}, {PrecisionUnknown, "UNKNOWN", len(precisions.words)},
		{ReasonSourceCorrected, "SOURCE_CORRECTED", 0}, {ReasonDuplicate, "DUPLICATE", 0}, {ReasonRefined, "REFINED", len(endReasons.words)},
		{JudgedSame, "SAME", 0}, {JudgedUnsure, "UNSURE", len(judgements.words)},
		{EvidenceFirsthand, "FIRSTHAND", 0}, {EvidenceInferred, "INFERRED", len(evidences.words)},
		{ModalityCertain, "CERTAIN", 0}, {ModalityPossible, "POSSIBLE", len(modalities.words)},
		{StanceAffirmed, "AFFIRMED", 0}, {StanceDenied, "DENIED", len(reportStances.words)},
		{LikelihoodAlmostNone, "ALMOST_NO_CHANCE", 0}, {LikelihoodAlmostCertain, "ALMOST_CERTAIN", len(likelihoods.words)},
		{ConfidenceLow, "LOW", 0}, {ConfidenceHigh, "HIGH", len(confidences.words)},
		{HoldsYes, "YES", 0}, {HoldsNo, "NO", len(holds.words)},
	} {
		if tt.value.String() != tt.word {
			t.Errorf("%T %d is %s, want %s", tt.value, tt.value, tt.value, tt.word)
		}
		if last := fmt.Sprintf("%d", tt.value); tt.count > 0 && last != fmt.Sprint(tt.count) {
			t.Errorf("%s is the last of its constants with number %s; there are %d words", tt.word, last, tt.count)
		}
	}
}

// TestTypesMakeTheirPayload ties the number of each type to its payload.
func TestTypesMakeTheirPayload(t *testing.T) {
	for _, typ := range Types() {
		if p := newPayload(typ); p == nil || p.Type() != typ {
			t.Errorf("%s makes %T", typ, p)
		}
	}
	if newPayload(0) != nil || newPayload(TypePayloadErased+1) != nil {
		t.Error("an unknown type makes a payload")
	}
}

func TestVocabularyText(t *testing.T) {
	var act SpeechAct
	if err := json.Unmarshal([]byte(`"CONDEMN"`), &act); err != nil || act != ActCondemn {
		t.Errorf("%v, %v", act, err)
	}
	if b, err := json.Marshal(ActCondemn); err != nil || string(b) != `"CONDEMN"` {
		t.Errorf("%s, %v", b, err)
	}
	for _, wrong := range []string{"condemn", "CONDEMN ", "5", "CONDEM"} {
		err := act.UnmarshalText([]byte(wrong))
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%q", wrong)) || !strings.Contains(err.Error(), "speech act") || !strings.Contains(err.Error(), "STATE, ANNOUNCE") {
			t.Errorf("%q: error %v should name the value, the vocabulary and its words", wrong, err)
		}
		if act != ActCondemn {
			t.Errorf("%q was refused and still changed the value to %v", wrong, act)
		}
	}
	unknown := SpeechAct(200)
	if s := unknown.String(); s != "speech act(200)" {
		t.Error(s)
	}
	if b, err := unknown.MarshalText(); err == nil || !strings.Contains(err.Error(), "200") {
		t.Errorf("%s, %v", b, err)
	}
}
