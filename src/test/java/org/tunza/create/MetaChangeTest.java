package org.tunza.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

final class MetaChangeTest {

  private static final ObjectNode META =
      tree("{'versionId':'1','profile':['p'],'tag':[{'system':'s','code':'a','display':'A'}]}");

  @Test
  void what_is_added_is_there_once_and_what_was_there_stays_as_it_was() {
    assertThat(
            MetaChange.ADD.on(
                META,
                tree(
                    "{'versionId':'9','profile':['p','q'],'security':[{'code':'R'}],"
                        + "'tag':[{'system':'s','code':'a'},{'code':'a'}]}")))
        .isEqualTo(
            tree(
                "{'versionId':'1','profile':['p','q'],"
                    + "'tag':[{'system':'s','code':'a','display':'A'},{'code':'a'}],"
                    + "'security':[{'code':'R'}]}"));
  }

  @Test
  void what_is_deleted_is_found_by_system_and_code() {
    assertThat(
            MetaChange.DELETE.on(
                META, tree("{'profile':['q'],'tag':[{'system':'s','code':'a'},{'code':'x'}]}")))
        .isEqualTo(tree("{'versionId':'1','profile':['p']}"));
  }

  private static ObjectNode tree(String json) {
    return JsonReader.read(json.replace('\'', '"').getBytes(UTF_8)).orThrow();
  }
}
