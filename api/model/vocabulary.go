package model

import (
	"encoding"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"onrecord/event"
	"onrecord/graph"
	"onrecord/search"
)

// marshalWord writes a value of a vocabulary as its word.
func marshalWord(v fmt.Stringer) graphql.Marshaler { return graphql.MarshalString(v.String()) }

// unmarshalWord reads a word of a vocabulary.
func unmarshalWord[V any, P interface {
	*V
	encoding.TextUnmarshaler
}](v any) (V, error) {
	var value V
	s, ok := v.(string)
	if !ok {
		return value, misfit("%s is not a word", shown(v))
	}
	if err := P(&value).UnmarshalText([]byte(s)); err != nil {
		return value, misfit("%v", err)
	}
	return value, nil
}

// unmarshalOneOf reads a word of a vocabulary that has no text form of its own.
func unmarshalOneOf[V fmt.Stringer](v any, all ...V) (V, error) {
	for _, value := range all {
		if v == value.String() {
			return value, nil
		}
	}
	return *new(V), misfit("%s is not one of %v", shown(v), all)
}

func MarshalEntityKind(v event.EntityKind) graphql.Marshaler         { return marshalWord(v) }
func UnmarshalEntityKind(v any) (event.EntityKind, error)            { return unmarshalWord[event.EntityKind](v) }
func MarshalSpeechAct(v event.SpeechAct) graphql.Marshaler           { return marshalWord(v) }
func UnmarshalSpeechAct(v any) (event.SpeechAct, error)              { return unmarshalWord[event.SpeechAct](v) }
func MarshalActionCategory(v event.ActionCategory) graphql.Marshaler { return marshalWord(v) }
func UnmarshalActionCategory(v any) (event.ActionCategory, error) {
	return unmarshalWord[event.ActionCategory](v)
}
func MarshalRelationType(v event.RelationType) graphql.Marshaler { return marshalWord(v) }
func UnmarshalRelationType(v any) (event.RelationType, error) {
	return unmarshalWord[event.RelationType](v)
}
func MarshalRole(v event.Role) graphql.Marshaler                 { return marshalWord(v) }
func UnmarshalRole(v any) (event.Role, error)                    { return unmarshalWord[event.Role](v) }
func MarshalEvidence(v event.Evidence) graphql.Marshaler         { return marshalWord(v) }
func UnmarshalEvidence(v any) (event.Evidence, error)            { return unmarshalWord[event.Evidence](v) }
func MarshalModality(v event.Modality) graphql.Marshaler         { return marshalWord(v) }
func UnmarshalModality(v any) (event.Modality, error)            { return unmarshalWord[event.Modality](v) }
func MarshalReportStance(v event.ReportStance) graphql.Marshaler { return marshalWord(v) }
func UnmarshalReportStance(v any) (event.ReportStance, error) {
	return unmarshalWord[event.ReportStance](v)
}
func MarshalEndReason(v event.EndReason) graphql.Marshaler   { return marshalWord(v) }
func UnmarshalEndReason(v any) (event.EndReason, error)      { return unmarshalWord[event.EndReason](v) }
func MarshalJudgement(v event.Judgement) graphql.Marshaler   { return marshalWord(v) }
func UnmarshalJudgement(v any) (event.Judgement, error)      { return unmarshalWord[event.Judgement](v) }
func MarshalPrecision(v event.Precision) graphql.Marshaler   { return marshalWord(v) }
func UnmarshalPrecision(v any) (event.Precision, error)      { return unmarshalWord[event.Precision](v) }
func MarshalLikelihood(v event.Likelihood) graphql.Marshaler { return marshalWord(v) }
func UnmarshalLikelihood(v any) (event.Likelihood, error)    { return unmarshalWord[event.Likelihood](v) }
func MarshalConfidence(v event.Confidence) graphql.Marshaler { return marshalWord(v) }
func UnmarshalConfidence(v any) (event.Confidence, error)    { return unmarshalWord[event.Confidence](v) }
func MarshalHolds(v event.Holds) graphql.Marshaler           { return marshalWord(v) }
func UnmarshalHolds(v any) (event.Holds, error)              { return unmarshalWord[event.Holds](v) }
func MarshalClaimKind(v event.ClaimKind) graphql.Marshaler   { return marshalWord(v) }
func UnmarshalClaimKind(v any) (event.ClaimKind, error)      { return unmarshalWord[event.ClaimKind](v) }
func MarshalStance(v graph.Stance) graphql.Marshaler         { return marshalWord(v) }
func UnmarshalStance(v any) (graph.Stance, error) {
	return unmarshalOneOf(v, graph.Affirmed, graph.Denied, graph.Disputed)
}
func MarshalClaimStatus(v graph.Status) graphql.Marshaler { return marshalWord(v) }
func UnmarshalClaimStatus(v any) (graph.Status, error) {
	return unmarshalOneOf(v, graph.Current, graph.Ended)
}
func MarshalContradictionKind(v graph.ContradictionKind) graphql.Marshaler { return marshalWord(v) }
func UnmarshalContradictionKind(v any) (graph.ContradictionKind, error) {
	return unmarshalOneOf(v, graph.Disagreeing, graph.Contradicted, graph.Disjoint)
}
func MarshalTimeAxis(v graph.Axis) graphql.Marshaler { return marshalWord(v) }
func UnmarshalTimeAxis(v any) (graph.Axis, error) {
	return unmarshalOneOf(v, graph.Valid, graph.Reported, graph.Recorded)
}

func MarshalSearchKind(v search.Kind) graphql.Marshaler { return marshalWord(v) }
func UnmarshalSearchKind(v any) (search.Kind, error) {
	return unmarshalOneOf(v, search.Entity, search.Claim, search.Document)
}
func MarshalSearchMatch(v search.Match) graphql.Marshaler { return marshalWord(v) }
func UnmarshalSearchMatch(v any) (search.Match, error) {
	return unmarshalOneOf(v, search.Matches()...)
}
func MarshalTextField(v search.Field) graphql.Marshaler { return marshalWord(v) }
func UnmarshalTextField(v any) (search.Field, error)    { return unmarshalOneOf(v, search.Fields()...) }
