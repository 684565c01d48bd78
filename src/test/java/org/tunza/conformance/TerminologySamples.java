package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.tunza.testing.Codes;
import org.tunza.testing.TestServer;

/** Invented code systems, value sets and a map, which tests of terminology share. */
final class TerminologySamples {

  private TerminologySamples() {}

  /** Keeps them in a store. */
  static void keep(TestServer server) {
    FhirClient client = new FhirClient(server);
    Codes.load(server.database(), Codes.VEHICLES);
    put(
        client,
        "CodeSystem/colours",
        """
        {'resourceType':'CodeSystem','id':'colours','url':'urn:t:colours','version':'2',
        'name':'Colours','status':'active','content':'complete','concept':[
          {'code':'warm','display':'Warm','property':[{'code':'notSelectable','valueBoolean':true}],
           'concept':[{'code':'red','display':'Red',
             'designation':[{'language':'sw','value':'Nyekundu'}]},
            {'code':'pink','display':'Pink'}]},
          {'code':'sepia','display':'Sepia','property':[{'code':'status','valueCode':'retired'}]}]}
        """);
    valueSet(
        client,
        "land",
        "'include':[{'system':'urn:t:vehicles','filter':[%s]}]"
            .formatted("{'property':'concept','op':'is-a','value':'L'}"));
    valueSet(
        client,
        "mixed",
        """
        'include':[
          {'system':'urn:t:colours','concept':[{'code':'red','display':'The red one'},
            {'code':'sepia'},{'code':'nothing'}]},
          {'valueSet':['urn:t:land']}],
        'exclude':[{'system':'urn:t:vehicles','concept':[{'code':'B'}]}]
        """);
    put(
        client,
        "ConceptMap/wheels",
        """
        {'resourceType':'ConceptMap','id':'wheels','url':'urn:t:map','status':'active','group':[
         {'source':'urn:t:vehicles','target':'urn:t:colours','element':[
           {'code':'A','target':[{'code':'red','display':'Red','equivalence':'wider'}]},
           {'code':'B','target':[{'equivalence':'unmatched'}]}],
          'unmapped':{'mode':'fixed','code':'sepia'}}]}
        """);
  }

  /** A value set under an id, its url after it. */
  static void valueSet(FhirClient client, String id, String compose) {
    put(
        client,
        "ValueSet/" + id,
        "{'resourceType':'ValueSet','id':'%1$s','url':'urn:t:%1$s','status':'active','compose':{%2$s}}"
            .formatted(id, compose));
  }

  private static void put(FhirClient client, String path, String body) {
    assertThat(client.put(path, body).status()).isIn(200, 201);
  }
}
