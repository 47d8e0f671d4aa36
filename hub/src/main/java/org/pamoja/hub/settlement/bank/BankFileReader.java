package org.pamoja.hub.settlement.bank;

import java.util.Locale;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.settlement.sheets.CsvReader;
import org.pamoja.hub.settlement.sheets.CsvWriter;
import org.pamoja.hub.settlement.sheets.JsonTables;
import org.pamoja.hub.settlement.sheets.SheetFormatException;
import org.pamoja.hub.settlement.sheets.SheetLimits;
import org.pamoja.hub.settlement.sheets.XlsxReader;
import org.pamoja.hub.settlement.sheets.XlsxWriter;

/** Reads the bank's file in the format that its content type names. Threads may share it. */
final class BankFileReader {
  private static final SheetLimits LIMITS = SheetLimits.USUAL;

  private BankFileReader() {}

  /**
   * The file in a request's body.
   *
   * @param contentType the request's content type; parameters are ignored
   * @throws FspiopException 400/3101 when the body is not of that format, beyond a bound, or the
   *     type is none of XLSX, CSV and JSON
   */
  static BankFile read(String contentType, byte[] body) {
    if (body.length == 0) {
      throw refused("the file is empty");
    }
    try {
      return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
        case XlsxWriter.MEDIA_TYPE -> BankSheet.read(XlsxReader.read(body, LIMITS));
        case CsvWriter.MEDIA_TYPE -> BankSheet.read(CsvReader.read(body, LIMITS));
        case JsonTables.MEDIA_TYPE -> BankJson.read(body, LIMITS.lines());
        default -> throw refused("the content type must be that of XLSX, CSV or JSON");
      };
    } catch (SheetFormatException unreadable) {
      throw refused("the file cannot be read: " + unreadable.getMessage());
    }
  }

  private static FspiopException refused(String reason) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, reason);
  }
}
