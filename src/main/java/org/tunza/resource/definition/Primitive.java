package org.tunza.resource.definition;

import java.util.Locale;

/** The primitive types, with what JSON writes them as. https://hl7.org/fhir/R4/datatypes.html */
public enum Primitive {
  BASE64_BINARY(Form.STRING),
  BOOLEAN(Form.BOOLEAN),
  CANONICAL(Form.STRING),
  CODE(Form.STRING),
  DATE(Form.STRING),
  DATE_TIME(Form.STRING),
  DECIMAL(Form.NUMBER),
  ID(Form.STRING),
  INSTANT(Form.STRING),
  INTEGER(Form.NUMBER),
  MARKDOWN(Form.STRING),
  OID(Form.STRING),
  POSITIVE_INT(Form.NUMBER),
  STRING(Form.STRING),
  TIME(Form.STRING),
  UNSIGNED_INT(Form.NUMBER),
  URI(Form.STRING),
  URL(Form.STRING),
  UUID(Form.STRING),
  XHTML(Form.STRING);

  /** What a JSON value looks like. */
  public enum Form {
    STRING,
    NUMBER,
    BOOLEAN
  }

  private final Form form;

  Primitive(Form form) {
    this.form = form;
  }

  public Form form() {
    return form;
  }

  /** The primitive that the specification calls so: dateTime is DATE_TIME. */
  static Primitive named(String type) {
    return valueOf(type.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
  }
}
