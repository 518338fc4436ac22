package dev.etagere.web.browser;

/** A document that two people edit at once: some edits fit, three do not. */
final class Espresso {

  static final String ORIGINAL =
      """
      {
        "id": "espresso-machine",
        "name": "Aurora Espresso",
        "status": "draft",
        "price": { "amount": 649, "currency": "EUR", "taxIncluded": true },
        "description": "A compact machine for home baristas. Heats up in 40 seconds and steams milk evenly.",
        "stock": 42,
        "tags": ["coffee", "kitchen"],
        "dimensions": { "widthCm": 28, "heightCm": 36, "depthCm": 31 },
        "weightKg": 9.4,
        "warranty": { "years": 2, "registration": "optional" },
        "suppliers": [
          { "id": "nordlicht", "name": "Nordlicht GmbH", "leadDays": 12 },
          { "id": "brava", "name": "Brava Coffee", "leadDays": 9 },
          { "id": "kaffa", "name": "Kaffa Import", "leadDays": 21 }
        ]
      }
      """;

  static final String THEIRS =
      ORIGINAL
          .replace("\"draft\"", "\"published\"")
          .replace("649", "599")
          .replace("compact machine", "compact dual-boiler machine")
          .replace("\"stock\": 42", "\"stock\": 38")
          .replace("\"years\": 2", "\"years\": 3")
          .replace(
              "9 },\n    { \"id\": \"kaffa\", \"name\": \"Kaffa Import\", \"leadDays\": 21 }",
              "9 }");

  static final String YOURS =
      ORIGINAL
          .replace("649", "629")
          .replace(
              "40 seconds and steams milk evenly", "30 seconds and steams milk evenly and quietly")
          .replace("\"years\": 2", "\"years\": 3")
          .replace("\"leadDays\": 12", "\"leadDays\": 10")
          .replace("\"leadDays\": 21", "\"leadDays\": 18");

  private Espresso() {}
}
