package recorder

// Draft is one event as handed in: exactly one of its fields is set. In every draft references are ids, identifiers
// ("wikidata:Q30") or keys, of things in the log or of earlier drafts in the same batch; an empty text is an absent one.
type Draft struct {
	Entity     *EntityDraft     `json:"entity,omitempty"`
	Document   *DocumentDraft   `json:"document,omitempty"`
	Statement  *StatementDraft  `json:"statement,omitempty"`
	Action     *ActionDraft     `json:"action,omitempty"`
	Relation   *RelationDraft   `json:"relation,omitempty"`
	Report     *ReportDraft     `json:"report,omitempty"`
	Correction *CorrectionDraft `json:"correction,omitempty"`
	Retraction *RetractionDraft `json:"retraction,omitempty"`
	Identity   *IdentityDraft   `json:"identity,omitempty"`
	Assessment *AssessmentDraft `json:"assessment,omitempty"`
}

// head is what all drafts have in common: which they are, and how their event is called.
type head struct{ field, id, key string }

// given lists the fields that are set; a draft in order has one.
func (d *Draft) given() (all []head) {
	if d.Entity != nil {
		all = append(all, head{"entity", d.Entity.ID, d.Entity.Key})
	}
	if d.Document != nil {
		all = append(all, head{"document", d.Document.ID, ""})
	}
	if d.Statement != nil {
		all = append(all, head{"statement", d.Statement.ID, d.Statement.Key})
	}
	if d.Action != nil {
		all = append(all, head{"action", d.Action.ID, d.Action.Key})
	}
	if d.Relation != nil {
		all = append(all, head{"relation", d.Relation.ID, d.Relation.Key})
	}
	if d.Report != nil {
		all = append(all, head{"report", d.Report.ID, ""})
	}
	if d.Correction != nil {
		all = append(all, head{"correction", d.Correction.ID, ""})
	}
	if d.Retraction != nil {
		all = append(all, head{"retraction", d.Retraction.ID, ""})
	}
	if d.Identity != nil {
		all = append(all, head{"identity", d.Identity.ID, ""})
	}
	if d.Assessment != nil {
		all = append(all, head{"assessment", d.Assessment.ID, ""})
	}
	return all
}
