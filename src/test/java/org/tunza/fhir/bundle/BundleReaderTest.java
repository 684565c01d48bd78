package org.tunza.fhir.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.create.transaction.Gist;
import org.tunza.fhir.BodyFault;
import org.tunza.fhir.view.Format;
import org.tunza.platform.Randomness;
import org.tunza.platform.Spill;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.ObjectNode;

final class BundleReaderTest {

  private static final String REQUEST = "'request':{'method':'POST','url':'Basic'}";
  private static final String XML_REQUEST =
      "<request><method value='POST'/><url value='Basic'/></request>";

  @TempDir private Path folder;

  private long spilled;

  @Test
  void members_may_stand_in_any_order_and_bodies_keep_theirs() {
    for (long kept : new long[] {0, 1_000_000}) {
      try (EntryBodies bodies = bodies(kept)) {
        String bundle =
            "{'entry':[{'request':{'method':'POST','url':'Basic'},"
                + "'resource':{'resourceType':'Basic','code':{'text':'é'}},"
                + "'fullUrl':'urn:uuid:1'},"
                + "{'resource':{'resourceType':'Basic','id':'2'},"
                + "'request':{'method':'GET','url':'Basic/1'}}],"
                + "'type':'batch','id':'x','meta':{'tag':[{'code':'y'}]},'resourceType':'Bundle'}";
        SentBundle sent = read(bundle, bodies).orThrow();
        assertThat(sent.type()).isEqualTo("batch");
        assertThat(sent.entries()).hasSize(2);
        assertThat(sent.entries().getFirst().fullUrl()).isEqualTo("urn:uuid:1");
        assertThat(sent.entries().getLast().request().url()).isEqualTo("Basic/1");
        assertThat(bodies.at(1).string("id")).isEqualTo("2");
        assertThat(bodies.at(0).object("code"))
            .isEqualTo(ObjectNode.of("text", org.tunza.resource.tree.Node.string("é")));
        assertThat(bodies.isSpilled()).isEqualTo(kept == 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``~EMPTY_BODY",
        "[]~MALFORMED_JSON",
        "{'resourceType':'Patient'}~TYPE_MISMATCH",
        "{'resourceType':'Bundle','type':'collection'}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','type':'batch'}~MALFORMED_JSON",
        "{'resourceType':'Bundle','type':'batch','shoe':1}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':{}}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':[1]}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':[{}]}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':[{'request':{'method':'GET'}}]}"
            + "~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':[{REQUEST,'shoe':1}]}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':[{REQUEST,'fullUrl':1}]}~INVALID_BUNDLE",
        "{'resourceType':'Bundle','type':'batch','entry':[{REQUEST,REQUEST}]}~MALFORMED_JSON",
        "{'resourceType':'Bundle','type':'batch','entry':[{REQUEST,'resource':{'a':1,'a':2}}]}"
            + "~MALFORMED_JSON",
        "{'resourceType':'Bundle','type':'batch','entry':[{REQUEST,'resource':{'a':null}}]}"
            + "~MALFORMED_JSON",
        "{'resourceType':'Bundle','type':'batch','entry':[{REQUEST}]~MALFORMED_JSON",
        "{'resourceType':'Bundle','type':'batch'} x~MALFORMED_JSON",
      })
  void what_is_no_bundle_of_requests_is_refused(String body, RefusalCode code) {
    try (EntryBodies bodies = bodies(0)) {
      assertThat(refusal(read(body.replace("REQUEST", REQUEST), bodies)).code()).isEqualTo(code);
    }
  }

  @Test
  void a_bundle_in_xml_is_read_entry_by_entry_too() {
    for (long kept : new long[] {0, 1_000_000}) {
      spilled = 0;
      try (EntryBodies bodies = bodies(kept)) {
        String bundle =
            "\uFEFF<Bundle><id value='x'/><type value='batch'/><entry><fullUrl value='urn:uuid:1'/>"
                + "<resource><Basic><code><text value='é'/></code></Basic></resource>"
                + XML_REQUEST
                + "</entry><entry>"
                + XML_REQUEST.replace("POST", "GET")
                + "</entry></Bundle>";
        SentBundle sent = readXml(bundle, bodies).orThrow();
        assertThat(sent.type()).isEqualTo("batch");
        assertThat(sent.entries()).hasSize(2);
        assertThat(sent.entries().getFirst().fullUrl()).isEqualTo("urn:uuid:1");
        assertThat(sent.entries().getLast().request().method()).isEqualTo("GET");
        assertThat(bodies.at(0).object("code"))
            .isEqualTo(ObjectNode.of("text", org.tunza.resource.tree.Node.string("é")));
        assertThat(bodies.isSpilled()).isEqualTo(kept == 0);
        assertThat(spilled)
            .isBetween(kept == 0 ? 50L : 0L, kept == 0 ? (long) bundle.length() : 0L);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``~EMPTY_BODY",
        "<Bundle>~MALFORMED_XML",
        "<Patient xmlns='http://hl7.org/fhir'/>~TYPE_MISMATCH",
        "<List xmlns='http://hl7.org/fhir'><entry/></List>~TYPE_MISMATCH",
        "<Bundle><type value='collection'/></Bundle>~INVALID_BUNDLE",
        "<Bundle><entry/><type value='batch'/></Bundle>~INVALID_BUNDLE",
        "<Bundle><type value='batch'/><shoe/></Bundle>~MALFORMED_XML",
        "<Bundle><type value='batch'/><entry>REQUEST<shoe/></entry></Bundle>~MALFORMED_XML",
        "<Bundle><type value='batch'/><entry>REQUEST<fullUrl value='x'/></entry></Bundle>"
            + "~MALFORMED_XML",
        "<Bundle><entry>REQUEST</entry><id value='x'/></Bundle>~MALFORMED_XML",
        "<Bundle><entry>REQUEST</entry><entry>REQUEST</entry><entry>REQUEST</entry></Bundle>"
            + "~TOO_COMPLEX",
        "<!DOCTYPE x [<!ENTITY y 'z'>]><Bundle><type value='batch'/></Bundle>~MALFORMED_XML",
      })
  void what_is_no_bundle_of_requests_in_xml_is_refused(String body, RefusalCode code) {
    try (EntryBodies bodies = bodies(0)) {
      assertThat(refusal(readXml(body.replace("REQUEST", XML_REQUEST), bodies)).code())
          .isEqualTo(code);
    }
  }

  @Test
  void invalid_utf8_and_a_body_that_ends_in_a_fault_are_told_in_xml_too() {
    try (EntryBodies bodies = bodies(0)) {
      byte[] invalid =
          "<Bundle xmlns='http://hl7.org/fhir'><id value='?'/></Bundle>".getBytes(UTF_8);
      invalid[invalid.length - 13] = (byte) 0xFF;
      InputStream utf8 = new ByteArrayInputStream(invalid);
      assertThat(refusal(BundleReader.read(Format.XML, utf8, entries(bodies))).code())
          .isEqualTo(RefusalCode.INVALID_ENCODING);
      InputStream start = new ByteArrayInputStream("<Bundle".getBytes(UTF_8));
      InputStream broken = new SequenceInputStream(start, broken());
      assertThat(refusal(BundleReader.read(Format.XML, broken, entries(bodies))).code())
          .isEqualTo(RefusalCode.BODY_TOO_LARGE);
    }
  }

  @Test
  void nesting_invalid_utf8_and_a_body_that_ends_in_a_fault_are_told() {
    try (EntryBodies bodies = bodies(0)) {
      String deep = "{'resourceType':'Bundle','entry':[{'resource':" + "{'a':".repeat(10_000);
      assertThat(refusal(read(deep, bodies)).code()).isEqualTo(RefusalCode.TOO_COMPLEX);
      byte[] invalid = "{\"resourceType\":\"Bundle\",\"id\":\"x\"}".getBytes(UTF_8);
      invalid[invalid.length - 3] = (byte) 0xFF;
      assertThat(
              refusal(
                      BundleReader.read(
                          Format.JSON, new ByteArrayInputStream(invalid), entries(bodies)))
                  .code())
          .isEqualTo(RefusalCode.INVALID_ENCODING);
      assertThat(refusal(BundleReader.read(Format.JSON, broken(), entries(bodies))).code())
          .isEqualTo(RefusalCode.BODY_TOO_LARGE);
    }
  }

  @Test
  void more_entries_than_allowed_are_refused() {
    try (EntryBodies bodies = bodies(0)) {
      String entries = String.join(",", Collections.nCopies(3, "{" + REQUEST + "}"));
      String bundle = "{'resourceType':'Bundle','type':'batch','entry':[" + entries + "]}";
      assertThat(refusal(read(bundle, bodies)).code()).isEqualTo(RefusalCode.TOO_COMPLEX);
    }
  }

  private static InputStream broken() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return read(new byte[1], 0, 1);
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        throw new BodyFault(Refusal.of(RefusalCode.BODY_TOO_LARGE, "", "too large"));
      }
    };
  }

  private EntryBodies bodies(long kept) {
    return new EntryBodies(
        () -> Spill.in(folder, Randomness.seeded(1)), kept, bytes -> spilled += bytes);
  }

  private static SentEntries entries(EntryBodies bodies) {
    return new SentEntries(bodies, resource -> Outcome.done(Gist.NONE), 2);
  }

  private static Outcome<SentBundle> read(String json, EntryBodies bodies) {
    byte[] utf8 = json.replace('\'', '"').getBytes(UTF_8);
    return BundleReader.read(Format.JSON, new ByteArrayInputStream(utf8), entries(bodies));
  }

  private static Outcome<SentBundle> readXml(String xml, EntryBodies bodies) {
    byte[] utf8 = xml.replace("<Bundle>", "<Bundle xmlns='http://hl7.org/fhir'>").getBytes(UTF_8);
    return BundleReader.read(Format.XML, new ByteArrayInputStream(utf8), entries(bodies));
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
