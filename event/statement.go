package event

// SpeechAct is what somebody did in saying something.
type SpeechAct uint8

// The speech acts. They are a layer of our own: PLOVER leaves statements out.
const (
	ActState SpeechAct = iota + 1
	ActAnnounce
	ActConfirm
	ActDeny
	ActCondemn
	ActAccuse
	ActDemand
	ActRequest
	ActAppeal
	ActRefuse
	ActThreaten
	ActWarn
	ActPromise
	ActAgree
	ActSupport
	ActOrder
	ActAuthorize
	ActEstimate
	ActPredict
	ActDeclineToComment
	ActReport
)

var speechActs = vocabulary{"speech act", []string{"STATE", "ANNOUNCE", "CONFIRM", "DENY", "CONDEMN", "ACCUSE", "DEMAND", "REQUEST", "APPEAL", "REFUSE",
	"THREATEN", "WARN", "PROMISE", "AGREE", "SUPPORT", "ORDER", "AUTHORIZE", "ESTIMATE", "PREDICT", "DECLINE_TO_COMMENT", "REPORT"}}

func (a SpeechAct) String() string                { return speechActs.name(uint8(a)) }
func (a SpeechAct) MarshalText() ([]byte, error)  { return speechActs.marshal(uint8(a)) }
func (a *SpeechAct) UnmarshalText(t []byte) error { return speechActs.unmarshal(t, (*uint8)(a)) }

// StatementMade says that somebody said something.
type StatementMade struct {
	Key        string    `cbor:"1,keyasint,omitempty" json:"key,omitempty"`
	Speaker    ID        `cbor:"2,keyasint" json:"speaker"`
	OnBehalfOf ID        `cbor:"3,keyasint,omitzero" json:"onBehalfOf,omitzero"` // the body that speaks through the speaker
	Act        SpeechAct `cbor:"4,keyasint" json:"act"`
	Addressees []ID      `cbor:"5,keyasint,omitempty" json:"addressees,omitempty"`
	Quotes     []string  `cbor:"6,keyasint,omitempty" json:"quotes,omitempty"` // verbatim, in order
	Paraphrase string    `cbor:"7,keyasint,omitempty" json:"paraphrase,omitempty"`
	About      []ID      `cbor:"8,keyasint,omitempty" json:"about,omitempty"` // entities and claims
	Place      ID        `cbor:"9,keyasint,omitzero" json:"place,omitzero"`   // where it was uttered
	When       *When     `cbor:"10,keyasint,omitempty" json:"when,omitempty"` // when it was uttered
	Report     *Report   `cbor:"11,keyasint,omitempty" json:"report,omitempty"`
}

// Type implements [Payload].
func (*StatementMade) Type() Type { return TypeStatementMade }

// ClaimKind implements [Claim].
func (*StatementMade) ClaimKind() ClaimKind { return KindStatement }

// ClaimKey implements [Claim].
func (s *StatementMade) ClaimKey() string { return s.Key }

// Dated implements [Claim].
func (s *StatementMade) Dated() *When { return s.When }

// Times implements [Claim]: once said it stays said.
func (s *StatementMade) Times() Times { return s.When.Happened() }

// FirstReport implements [Claim].
func (s *StatementMade) FirstReport() *Report { return s.Report }

// Claimed implements [Claim].
func (s *StatementMade) Claimed() string { return s.Act.String() }

// Roles implements [Claim].
func (s *StatementMade) Roles(add func(Role, ID)) {
	addRoles(add, RoleSpeaker, s.Speaker)
	addRoles(add, RoleOnBehalfOf, s.OnBehalfOf)
	addRoles(add, RoleAddressee, s.Addressees...)
	addRoles(add, RoleAbout, s.About...)
	addRoles(add, RolePlace, s.Place)
}

func (s *StatementMade) names(event ID, add func(ID)) { claimNames(s, event, add) }

func (s *StatementMade) check(c *checker) {
	c.key(s.Key)
	c.id("speaker", s.Speaker)
	c.word("act", uint8(s.Act), speechActs, true)
	c.ids("addressees", s.Addressees)
	c.texts("quotes", s.Quotes, MaxProse)
	c.text("paraphrase", s.Paraphrase, MaxProse)
	if len(s.Quotes) == 0 && s.Paraphrase == "" && s.Act != ActDeclineToComment {
		c.add(Required, "a statement needs its words: quotes, a paraphrase or both", "quotes")
	}
	c.ids("about", s.About)
	s.When.check(c, "when")
	s.Report.check(c, "report")
}
