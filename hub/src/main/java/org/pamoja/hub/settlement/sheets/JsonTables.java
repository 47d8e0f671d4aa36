package org.pamoja.hub.settlement.sheets;

import java.math.BigDecimal;
import java.util.List;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Writes a table as JSON: the facts as members, the rows as objects below {@code rows}. Amounts are
 * exact numbers. Threads may share it.
 */
public final class JsonTables {
  /** Media type of JSON. */
  public static final String MEDIA_TYPE = "application/json";

  private JsonTables() {}

  /** The JSON's bytes. */
  public static byte[] write(Table table) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    table.facts().forEach(fact -> object.set(fact.key(), node(fact.value())));
    ArrayNode rows = object.putArray("rows");
    for (List<Cell> cells : table.rows()) {
      ObjectNode row = rows.addObject();
      for (int i = 0; i < cells.size(); i++) {
        row.set(table.columns().get(i).key(), node(cells.get(i)));
      }
    }
    return Json.canonical(object);
  }

  private static JsonNode node(Cell cell) {
    return switch (cell) {
      case Cell.Text text -> StringNode.valueOf(text.text());
      case Cell.Number number -> DecimalNode.valueOf(plain(number.value()));
      case Cell.Empty _ -> NullNode.getInstance();
    };
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }
}
