package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"onrecord/access"
	"onrecord/api"
)

// FuzzRequest hands arbitrary requests to two handlers: one of them asks for a token and gets none. Both answer with a status
// that blames the client and JSON with a code, or with what was asked; nothing is recorded in a way that is not meant for it,
// and who has no token gets nothing.
func FuzzRequest(f *testing.F) {
	s := readStory(f)
	closed := api.NewHandler(api.Options{Log: s.log, Graph: s.graph, Texts: s.texts, Recorder: s.recorder, Gate: access.New(nil, nil)})
	const record = `mutation { recordEvents(input: {events: [{entity: {kind: PERSON, name: \"A\"}}]}) { receipt { first } } }`
	for _, method := range []string{"POST", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "post", "BREW"} {
		f.Add(method, "", "application/json", "", "", "", `{"query": "{ __typename }"}`)
	}
	f.Add("GET", "query={__typename}&variables={}&extensions={}&operationName=A", "", "application/graphql-response+json", "", "", "")
	f.Add("GET", "query=mutation{recordEvents(input:{events:[]}){receipt{first}}}", "", "text/event-stream", "", "", "")
	f.Add("GET", "query={__typename}", "", "", "websockets", "Bearer onrecord_A", "")
	f.Add("GET", "%zz;query={__typename}", "", "", "h2c", "Basic QTpC", "")
	f.Add("POST", "", "application/json; charset=utf-16", "text/event-stream", "", "Bearer", `{"query": "subscription { recorded(after: 146) { position } }"}`)
	f.Add("POST", "", "multipart/form-data; boundary=x", "*/*", "", "", "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{\"query\": \""+record+"\"}\r\n--x--")
	f.Add("POST", "query={__typename}", "application/x-www-form-urlencoded", "", "", "", "query="+record)
	f.Add("POST", "", "text/plain", "", "", "", `{"query": "`+record+`"}`)
	f.Add("POST", "", "application/json", "", "", "", `[{"query": "{ __typename }"}]`)
	f.Add("POST", "", "application/json", "", "", "", `{"query": "{ __typename }", "query": 1, "variables": null, "operationName": null, "extensions": []}`)
	f.Fuzz(func(t *testing.T, method, parameters, media, accept, upgrade, authorization, body string) {
		if strings.Contains(accept, "text/event-stream") && strings.Contains(body, "subscription") || strings.EqualFold(upgrade, "websocket") {
			return // it would wait for what is recorded; a recorder is no connection to take over
		}
		for name, handler := range map[string]http.Handler{"open": s.Config.Handler, "closed": closed} {
			r := &http.Request{Method: method, URL: &url.URL{Path: "/", RawQuery: parameters}, Header: http.Header{}, Body: http.NoBody, Host: "localhost",
				Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, RemoteAddr: "192.0.2.1:1"}
			if body != "" {
				r.Body = httptest.NewRequest("POST", "/", strings.NewReader(body)).Body
			}
			for header, value := range map[string]string{"Content-Type": media, "Accept": accept, "Upgrade": upgrade, "Authorization": authorization} {
				if value != "" {
					r.Header.Set(header, value)
				}
			}
			before, w := s.log.Head().Position, httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			if w.Code >= 500 && w.Code != http.StatusNotImplemented {
				t.Fatalf("%s: %d %s", name, w.Code, w.Body)
			}
			mayRecord := name == "open" && method == http.MethodPost
			if s.log.Head().Position != before && !mayRecord {
				t.Fatalf("%s: a %s recorded", name, method)
			}
			if name == "closed" && method != http.MethodOptions && w.Code < 400 {
				t.Fatalf("without a token: %d %s", w.Code, w.Body)
			}
			var a answer
			if w.Code >= 400 && w.Body.Len() > 0 && strings.HasPrefix(w.Header().Get("Content-Type"), "application/") {
				if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || len(a.Errors) == 0 || a.Errors[0].Extensions.Code == "" {
					t.Fatalf("%s: %d %s", name, w.Code, w.Body)
				}
			}
		}
	})
}
