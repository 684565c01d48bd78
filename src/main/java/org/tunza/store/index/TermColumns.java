package org.tunza.store.index;

import java.util.List;

/** The search rows of several entries, turned into columns. */
public final class TermColumns {

  public final long[] hashes;
  public final long[] hashCharts;
  public final long[] hashDates;
  public final long[] hashEntries;

  public final long[] textCharts;
  public final long[] textEntries;
  public final short[] textTypes;
  public final short[] textParameters;
  public final String[] texts;

  public final long[] lows;
  public final long[] highs;
  public final long[] dateCharts;
  public final long[] dateEntries;
  public final short[] dateTypes;
  public final short[] dateParameters;

  public final double[] values;
  public final long[] units;
  public final long[] quantityCharts;
  public final long[] quantityEntries;
  public final short[] quantityTypes;
  public final short[] quantityParameters;

  public TermColumns(List<EntryTerms> entries) {
    int hashSize = 0;
    int textSize = 0;
    int dateSize = 0;
    int quantitySize = 0;
    for (EntryTerms entry : entries) {
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

  private void fillHashes(List<EntryTerms> entries) {
    int i = 0;
    for (EntryTerms entry : entries) {
      for (long hash : entry.rows().hot()) {
        hashes[i] = hash;
        hashCharts[i] = entry.where().chart();
        hashDates[i] = entry.rows().dated();
        hashEntries[i++] = entry.where().entry();
      }
    }
  }

  private void fillTexts(List<EntryTerms> entries) {
    int i = 0;
    for (EntryTerms entry : entries) {
      for (TermRows.Text text : entry.rows().texts()) {
        textCharts[i] = entry.where().chart();
        textEntries[i] = entry.where().entry();
        textTypes[i] = (short) entry.type();
        textParameters[i] = text.parameter();
        texts[i++] = text.value();
      }
    }
  }

  private void fillDates(List<EntryTerms> entries) {
    int i = 0;
    for (EntryTerms entry : entries) {
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

  private void fillQuantities(List<EntryTerms> entries) {
    int i = 0;
    for (EntryTerms entry : entries) {
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
