package org.tunza.resource.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

final class JsonPatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{'a':1}#[{'op':'add','path':'/b','value':1.00}]#{'a':1,'b':1.00}",
        "{'a':[1,3]}#[{'op':'add','path':'/a/1','value':2}]#{'a':[1,2,3]}",
        "{'a':[1]}#[{'op':'add','path':'/a/-','value':2}]#{'a':[1,2]}",
        "{'a':1}#[{'op':'add','path':'/a','value':2}]#{'a':2}",
        "{'a':1,'b':2}#[{'op':'remove','path':'/a'}]#{'b':2}",
        "{'a':[1,2]}#[{'op':'remove','path':'/a/0'}]#{'a':[2]}",
        "{'a':[1],'b':2}#[{'op':'remove','path':'/a/0'}]#{'b':2}",
        "{'a':[1]}#[{'op':'remove','path':'/a/0'},{'op':'add','path':'/a/-','value':2}]#{'a':[2]}",
        "{'a':1,'b':2}#[{'op':'replace','path':'/a','value':{'c':1e2}}]#{'a':{'c':1e2},'b':2}",
        "{'a':{'x':1},'b':{}}#[{'op':'move','from':'/a/x','path':'/b/y'}]#{'b':{'y':1}}",
        "{'a':[1,2,3]}#[{'op':'move','from':'/a/0','path':'/a/2'}]#{'a':[2,3,1]}",
        "{'a':{'x':1}}#[{'op':'copy','from':'/a','path':'/b'}]#{'a':{'x':1},'b':{'x':1}}",
        "{'a/b':1,'m~n':2}#[{'op':'remove','path':'/a~1b'},{'op':'test','path':'/m~0n','value':2}]"
            + "#{'m~n':2}",
        "{'a':1.00}#[{'op':'test','path':'/a','value':1}]#{'a':1.00}",
        "{'a':{'x':1,'y':2}}#[{'op':'test','path':'/a','value':{'y':2,'x':1}}]#{'a':{'x':1,'y':2}}",
        "{'a':1}#[{'op':'replace','path':'','value':{'b':2}}]#{'b':2}",
      })
  void every_operation_does_what_rfc_6902_says(String before, String patch, String after) {
    assertThat(text(patched(before, patch).orThrow())).isEqualTo(after.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "[{'op':'remove','path':'/x'}]#operation[0]",
        "[{'op':'add','path':'/c','value':1},{'op':'test','path':'/a','value':2}]#operation[1]",
        "[{'op':'add','path':'/x/y','value':1}]#operation[0]",
        "[{'op':'add','path':'/b/3','value':1}]#operation[0]",
        "[{'op':'add','path':'/b/01','value':1}]#operation[0]",
        "[{'op':'replace','path':'/b/-','value':1}]#operation[0]",
        "[{'op':'replace','path':'/c','value':1}]#operation[0]",
        "[{'op':'add','path':'a','value':1}]#operation[0]",
        "[{'op':'add','path':'/a~2','value':1}]#operation[0]",
        "[{'op':'add','path':'/a'}]#operation[0]",
        "[{'op':'paint','path':'/a'}]#operation[0]",
        "[{'op':'move','from':'/b','path':'/b/0'}]#operation[0]",
        "[{'op':'remove','path':''}]#operation[0]",
        "[1]#operation[0]",
        "[{'op':'replace','path':'','value':[]}]#``",
      })
  void what_can_not_be_done_is_refused_at_its_operation(String patch, String place) {
    Refusal refusal = refusal(patched("{'a':1,'b':[1,2]}", patch));
    assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_PATCH);
    assertThat(refusal.faults().getFirst().place()).isEqualTo(place);
  }

  @Test
  void copies_that_double_the_resource_are_refused_before_they_fill_the_memory() {
    String copy = "{'op':'copy','from':'/a','path':'/a/-'}";
    String patch = "[" + (copy + ",").repeat(60) + copy + "]";
    assertThat(refusal(patched("{'a':[1]}", patch)).code()).isEqualTo(RefusalCode.INVALID_PATCH);
  }

  @Test
  void copies_that_nest_ever_deeper_are_refused() {
    String add = "{'op':'add','path':'/a','value':{'a':{'a':{'a':{'a':{}}}}}}";
    String copy = "{'op':'copy','from':'/a','path':'/a/a/a/a/a/b'}";
    String patch = "[" + add + ("," + copy).repeat(30) + "]";
    assertThat(patched("{}", patch)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_patch_that_is_no_array_or_too_long_is_refused() {
    assertThat(refusal(patched("{}", "{}")).code()).isEqualTo(RefusalCode.MALFORMED_JSON);
    String test = "{'op':'test','path':'/a','value':1}";
    String patch = "[" + (test + ",").repeat(Patch.OPERATIONS_MAX) + test + "]";
    assertThat(refusal(patched("{'a':1}", patch)).code()).isEqualTo(RefusalCode.INVALID_PATCH);
  }

  private static Outcome<ObjectNode> patched(String before, String patch) {
    return JsonPatch.read(utf8(patch))
        .then(one -> one.apply(JsonReader.read(utf8(before)).orThrow()));
  }

  private static byte[] utf8(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static String text(ObjectNode tree) {
    return new String(JsonWriter.write(tree), UTF_8);
  }

  private static Refusal refusal(Outcome<ObjectNode> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<ObjectNode>) outcome).refusal();
  }
}
