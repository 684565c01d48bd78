package org.tunza.fhir.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Network addresses as the numbers that events keep: an IPv4 address as its 32 bits, an IPv6
 * address as its first 64, which tell the network.
 */
final class Origins {

  private static final long LOOPBACK = 0x7f000001L;

  private Origins() {}

  static long number(String address) {
    if (address.equals("127.0.0.1") || address.equals("0:0:0:0:0:0:0:1")) {
      return LOOPBACK;
    }
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return bytes.length == 4
        ? ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL
        : ByteBuffer.wrap(bytes).getLong();
  }
}
