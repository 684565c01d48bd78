package org.tunza.store;

import java.util.List;
import org.tunza.store.WriteRows.Terms;
import org.tunza.store.index.TermRows;

/** The search rows of several entries, turned into columns. */
final class TermColumns {

  final long[] hashes;
  final long[] hashCharts;
  final long[] hashDates;
  final long[] hashEntries;

  final long[] textCharts;
  final long[] textEntries;
  final short[] textTypes;
  final short[] textParameters;
  final String[] texts;

  final long[] lows;
  final long[] highs;
  final long[] dateCharts;
  final long[] dateEntries;
  final short[] dateTypes;
  final short[] dateParameters;

  final double[] values;
  final long[] units;
  final long[] quantityCharts;
  final long[] quantityEntries;
  final short[] quantityTypes;
  final short[] quantityParameters;

  TermColumns(List<Terms> entries) {
    int hashSize = 0;
    int textSize = 0;
    int dateSize = 0;
    int quantitySize = 0;
    for (Terms entry : entries) {
      hashSize += entry.rows().hot().length;
      textSize += entry.rows().texts().size();
      dateSize += entry.rows().dates().size();
      quantitySize += entry.rows().quantities().size();
    }
    hashes = new long[hashSize];
    hashCharts = new long[hashSize];
    hashDates = new long[hashSize];
    hashEntries = new long[hashSize];
    textCharts = new long[textSize];
    textEntries = new long[textSize];
    textTypes = new short[textSize];
    textParameters = new short[textSize];
    texts = new String[textSize];
    lows = new long[dateSize];
    highs = new long[dateSize];
    dateCharts = new long[dateSize];
    dateEntries = new long[dateSize];
    dateTypes = new short[dateSize];
    dateParameters = new short[dateSize];
    values = new double[quantitySize];
    units = new long[quantitySize];
    quantityCharts = new long[quantitySize];
    quantityEntries = new long[quantitySize];
    quantityTypes = new short[quantitySize];
    quantityParameters = new short[quantitySize];
    fillHashes(entries);
    fillTexts(entries);
    fillDates(entries);
    fillQuantities(entries);
  }

  private void fillHashes(List<Terms> entries) {
    int i = 0;
    for (Terms entry : entries) {
      for (long hash : entry.rows().hot()) {
        hashes[i] = hash;
        hashCharts[i] = entry.where().chart();
        hashDates[i] = entry.rows().dated();
        hashEntries[i++] = entry.where().entry();
      }
    }
  }

  private void fillTexts(List<Terms> entries) {
    int i = 0;
    for (Terms entry : entries) {
      for (TermRows.Text text : entry.rows().texts()) {
        textCharts[i] = entry.where().chart();
        textEntries[i] = entry.where().entry();
        textTypes[i] = (short) entry.type();
        textParameters[i] = text.parameter();
        texts[i++] = text.value();
      }
    }
  }

  private void fillDates(List<Terms> entries) {
    int i = 0;
    for (Terms entry : entries) {
      for (TermRows.Date date : entry.rows().dates()) {
        lows[i] = date.low();
        highs[i] = date.high();
        dateCharts[i] = entry.where().chart();
        dateEntries[i] = entry.where().entry();
        dateTypes[i] = (short) entry.type();
        dateParameters[i++] = date.parameter();
      }
    }
  }

  private void fillQuantities(List<Terms> entries) {
    int i = 0;
    for (Terms entry : entries) {
      for (TermRows.Quantity quantity : entry.rows().quantities()) {
        values[i] = quantity.value();
        units[i] = quantity.unit();
        quantityCharts[i] = entry.where().chart();
        quantityEntries[i] = entry.where().entry();
        quantityTypes[i] = (short) entry.type();
        quantityParameters[i++] = quantity.parameter();
      }
    }
  }
}
