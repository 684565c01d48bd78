package org.tunza.fhir.ledger;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.store.ledger.Checkpoint;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.merkle.ConsistencyProof;
import org.tunza.store.merkle.InclusionProof;

/**
 * Below {@link #PATH}: {@code checkpoint}, {@code key}, {@code proof/inclusion?seq=&size=} and
 * {@code proof/consistency?from=&to=}. Proofs are JSON, hashes in hexadecimal.
 * https://c2sp.org/tlog-checkpoint
 */
public final class LedgerServlet extends HttpServlet {

  public static final String PATH = "/ledger";

  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final String JSON = "application/json";

  private final transient LedgerProofs proofs;

  public LedgerServlet(LedgerProofs proofs) {
    this.proofs = proofs;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response);
    } catch (NumberFormatException e) {
      plain(response, HttpServletResponse.SC_BAD_REQUEST, "the parameters are numbers");
    } catch (DatabaseFault e) {
      response.setHeader("Retry-After", "1");
      plain(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the database does not answer");
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/checkpoint" -> {
        Optional<Checkpoint> latest = proofs.latest();
        found(response, TEXT, latest.isEmpty() ? null : latest.get().note());
      }
      case "/key" -> found(response, TEXT, proofs.verifier().verifierKey() + "\n");
      case "/proof/inclusion" -> {
        Optional<InclusionProof> proof =
            proofs.inclusion(number(request, "seq"), number(request, "size"));
        found(response, JSON, proof.isEmpty() ? null : text(proof.get()));
      }
      case "/proof/consistency" -> {
        Optional<ConsistencyProof> proof =
            proofs.consistency(number(request, "from"), number(request, "to"));
        found(response, JSON, proof.isEmpty() ? null : text(proof.get()));
      }
      default -> plain(response, HttpServletResponse.SC_NOT_FOUND, "there is nothing here");
    }
  }

  private static long number(HttpServletRequest request, String name) {
    String text = request.getParameter(name);
    return Long.parseUnsignedLong(text == null ? "" : text);
  }

  private static String text(InclusionProof proof) {
    return json(
        number("seq", proof.seq())
            .with("size", new Node.NumberNode(Long.toString(proof.size())))
            .with("leaf", hex(proof.leaf()))
            .with("path", hashes(proof.path())));
  }

  private static String text(ConsistencyProof proof) {
    return json(
        number("from", proof.from())
            .with("to", new Node.NumberNode(Long.toString(proof.to())))
            .with("path", hashes(proof.path())));
  }

  private static ObjectNode number(String name, long value) {
    return ObjectNode.of(name, new Node.NumberNode(Long.toString(value)));
  }

  private static Node hex(byte[] hash) {
    return Node.string(HexFormat.of().formatHex(hash));
  }

  private static Node hashes(List<byte[]> path) {
    return Node.array(path.stream().map(LedgerServlet::hex).toList());
  }

  private static String json(ObjectNode object) {
    return new String(JsonWriter.write(object), StandardCharsets.UTF_8);
  }

  private static void found(HttpServletResponse response, String mediaType, @Nullable String body)
      throws IOException {
    if (body == null) {
      plain(response, HttpServletResponse.SC_NOT_FOUND, "there is no such tree, or not yet");
    } else {
      write(response, HttpServletResponse.SC_OK, mediaType, body);
    }
  }

  private static void plain(HttpServletResponse response, int status, String line)
      throws IOException {
    write(response, status, TEXT, line + "\n");
  }

  private static void write(HttpServletResponse response, int status, String mediaType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(mediaType);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
