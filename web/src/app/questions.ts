// What the app asks the server. `npm run generate` writes the types of the answers into src/gql.

import { graphql } from "../gql";

/**
 * The picture over all moments of two clocks, and with it when each claim was disputed, denied or withdrawn: the client
 * scrubs both clocks without asking again.
 */
export const PictureQuestion = graphql(`
  query Picture($lift: [TimeAxis!]!, $accordingTo: [ID!], $max: Int!) {
    view(accordingTo: $accordingTo) {
      snapshot { position }
      shown: graph(lift: $lift, maxNodes: $max) { ...Parts totalNodes totalEdges truncated }
      disputed: graph(lift: $lift, maxNodes: $max, filter: { stances: [DISPUTED] }) { ...When }
      denied: graph(lift: $lift, maxNodes: $max, filter: { stances: [DENIED] }) { ...Parts }
      ended: graph(lift: $lift, maxNodes: $max, filter: { statuses: [ENDED] }) { ...Parts }
    }
  }
  fragment Parts on Graph {
    nodes { id name kind claim degree valid { ...World } reported { from to } recorded { from to } }
    edges {
      id claim source target type label role hedged
      valid { ...World } reported { from to } recorded { from to }
    }
  }
  fragment When on Graph {
    nodes { id claim reported { from to } recorded { from to } }
    edges { id reported { from to } recorded { from to } }
  }
  fragment World on Spans { outer { from to } inner { from to } }
`);

/** Every claim with the windows of its reports and ends: what the rails, the list and the search are made of. */
export const ClaimsQuestion = graphql(`
  query Claims($accordingTo: [ID!], $after: String) {
    view(accordingTo: $accordingTo) {
      timeline(first: 1000, after: $after, filter: { statuses: [CURRENT, ENDED] }) {
        nodes {
          __typename id summary position recordedAt
          replaces { id }
          when { edtf text earliest surelyFrom }
          reports { inForce from to stance evidence }
          ends { from to recordedAt }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Who is cited, and how often. */
export const SourcesQuestion = graphql(`
  query Sources {
    view { sources(first: 200) { nodes { entity { id name kind } claims } } }
  }
`);

/** What exactly a moment rests on. */
export const SnapshotQuestion = graphql(`
  query Snapshot($validAt: Moment, $reportedAt: Moment, $recordedAt: Moment, $accordingTo: [ID!]) {
    view(validAt: $validAt, reportedAt: $reportedAt, recordedAt: $recordedAt, accordingTo: $accordingTo) {
      snapshot { position root }
    }
  }
`);

/** All that is known of one thing in a view. */
export const DetailsQuestion = graphql(`
  query Details($id: ID!, $in: ViewInput!) {
    node(id: $id, in: $in) {
      __typename
      id
      label
      ... on Entity {
        kind name aliases description count
        identifiers { scheme value }
        sameAs { a { id name } b { id name } judgement note }
        claims(first: 200) { totalCount nodes { __typename id summary stance when { edtf text } } }
      }
      ... on Claim {
        key summary holds status stance independentOrigins recordedAt recordedBy position
        when { edtf text anchor zone earliest latest surelyFrom surelyTo precision }
        reports {
          id inForce told from to stance cue evidence modality position recordedBy
          chain { id name kind }
          document { id label url archiveUrl }
          excerpts { exact prefix suffix }
          statement { id summary }
        }
        ends {
          id inForce reason note to recordedAt position
          chain { id name kind }
          document { id label url }
        }
        replaces { id summary }
        replacedBy { id summary }
        contradictedBy { id summary }
      }
      ... on Statement {
        act quotes paraphrase
        speaker { id name kind }
        onBehalfOf { id name kind }
        addressees { id name }
        about { __typename id label }
        place { id name }
      }
      ... on Action {
        category mode instrument purpose description
        actors { id name }
        recipients { id name }
        place { id name }
        quantities { measure value min max unit text }
      }
      ... on Relation {
        type
        subject { __typename id label }
        object { __typename id label }
      }
      ... on Document {
        url archiveUrl title language
        publisher { id name }
        publishedAt { edtf text }
        documentClaims: claims(first: 200) { totalCount nodes { __typename id summary stance when { edtf text } } }
      }
    }
  }
`);

/** The event at a position, as the log holds it. */
export const EventQuestion = graphql(`
  query Event($after: Position!) {
    log(after: $after, first: 1) { nodes { id position recordedAt recordedBy type payload } }
  }
`);

/** New events, after a position. */
export const LiveQuestion = graphql(`
  subscription Live($after: Position) {
    recorded(after: $after) { position type }
  }
`);
