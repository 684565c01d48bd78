package org.tunza.resource.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.tree.Node;

class PrimitivesTest {

  @ParameterizedTest
  @CsvSource({
    "DATE,1900-02-29,false",
    "DATE,2000-02-29,true",
    "DATE,2020-1-1,false",
    "DATE,0000,false",
    "DATE,2020-13,false",
    "DATE,2020-12,true",
    "DATE,2020-04-31,false",
    "DATE,20200101,false",
    "DATE_TIME,2020-01-01T24:00:00Z,false",
    "DATE_TIME,2020-01-01T10:00Z,false",
    "DATE_TIME,2020-01-01T10:00:00+14:00,true",
    "DATE_TIME,2020-01-01T10:00:00+14:01,false",
    "DATE_TIME,2020-01-01T10:00:00.Z,false",
    "DATE_TIME,2020-01-01T10:00:00.5-03:30,true",
    "DATE_TIME,2020-01-01 10:00:00Z,false",
    "DATE_TIME,2020-01,true",
    "DATE_TIME,2020-01-0,false",
    "INSTANT,2020-01-01T10:00:00Z,true",
    "INSTANT,2020-01,false",
    "TIME,10:00:00,true",
    "TIME,10:00,false",
    "TIME,10:00:00Z,false",
    "TIME,10:00:00.123,true",
    "ID,a-B.9,true",
    "ID,a_b,false",
    "CODE,a b,true",
    "CODE,a  b,false",
    "CODE,' a',false",
    "OID,urn:oid:1.2.840,true",
    "OID,urn:oid:3.1,false",
    "OID,urn:oid:1.02,false",
    "OID,urn:oid:1,false",
    "OID,urn:oid:1.,false",
    "OID,urn:oid:2.0,true",
    "UUID,urn:uuid:c757873d-ec9a-4326-a141-556f43239520,true",
    "UUID,urn:uuid:C757873D-EC9A-4326-A141-556F43239520,false",
    "UUID,c757873d-ec9a-4326-a141-556f43239520,false",
    "BASE64_BINARY,YQ==,true",
    "BASE64_BINARY,YQ=,false",
    "BASE64_BINARY,Y=Q=,false",
    "BASE64_BINARY,====,false",
    "BASE64_BINARY,'YW Jj',true",
    "URI,'a b',false",
  })
  void a_string_type_has_its_form(Primitive type, String text, boolean valid) {
    assertThat(Primitives.fault(type, new Node.StringNode(text)) == null).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,-2147483648,true",
    "INTEGER,-2147483649,false",
    "INTEGER,2147483647,true",
    "INTEGER,1e2,false",
    "INTEGER,-0,false",
    "INTEGER,0,true",
    "UNSIGNED_INT,0,true",
    "UNSIGNED_INT,-1,false",
    "POSITIVE_INT,0,false",
    "POSITIVE_INT,1,true",
    "INTEGER,01,false",
    "DECIMAL,1.00,true",
    "DECIMAL,-0.0,true",
    "DECIMAL,1E-7,true",
    "DECIMAL,1.,false",
    "DECIMAL,.5,false",
    "DECIMAL,01,false",
    "DECIMAL,1e,false",
    "DECIMAL,NaN,false",
    "STRING,1,false",
    "BOOLEAN,1,false",
  })
  void a_number_type_has_its_form_and_range(Primitive type, String text, boolean valid) {
    assertThat(Primitives.fault(type, new Node.NumberNode(text)) == null).isEqualTo(valid);
  }
}
