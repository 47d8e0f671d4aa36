package org.pamoja.fspiop.ilp;

/**
 * ILP values computed with the reference's SDK library: a small object, a full quote, an FX quote.
 * The last two use the secret {@link #SECRET}, the first one {@code secret}.
 */
final class IlpVectors {
  static final String SECRET = "Quaixohyaesahju3thivuiChai5cahng";

  static final String SMALL_OBJECT =
      "{\"amount\":{\"amount\":\"1\",\"currency\":\"USD\"},\"expiration\":\"2030-01-01T00:0"
          + "0:00.000Z\",\"quoteId\":\"q\"}";
  static final String SMALL_V1_PACKET =
      "AYGYAAAAAAAAAGQMZy5iLm1zaXNkbi4xgYBleUpoYlc5MWJuUWlPbnNpWVcxdmRXNTBJam9pTVNJc0ltTjFj"
          + "bkpsYm1ONUlqb2lWVk5FSW4wc0ltVjRjR2x5WVhScGIyNGlPaUl5TURNd0xUQXhMVEF4VkRBd09qQXdPakF3"
          + "TGpBd01Gb2lMQ0p4ZFc5MFpVbGtJam9pY1NKOQA";
  static final String SMALL_V1_FULFILMENT = "38PGTEPlVuTJQBX4MwQn9wJKluyiyh7MOkeOkJ99NuQ";
  static final String SMALL_V1_CONDITION = "uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4";
  static final String SMALL_V4_PACKET =
      "DIHGAAAAAAAAAGQyMDMwMDEwMTAwMDAwMDAwMD3INcpzZCQwLE78FcZU8JrD8PO4wAbpvhoJDMnvnhUKCmcu"
          + "bW9qYWxvb3CBgGV5SmhiVzkxYm5RaU9uc2lZVzF2ZFc1MElqb2lNU0lzSW1OMWNuSmxibU41SWpvaVZWTkVJ"
          + "bjBzSW1WNGNHbHlZWFJwYjI0aU9pSXlNRE13TFRBeExUQXhWREF3T2pBd09qQXdMakF3TUZvaUxDSnhkVzkw"
          + "WlVsa0lqb2ljU0o5";
  static final String SMALL_V4_FULFILMENT = "sX76-wQTgPAgcQy9JmdIkG_SPG-I89pM4xhs4nHvR0M";
  static final String SMALL_V4_CONDITION = "Pcg1ynNkJDAsTvwVxlTwmsPw87jABum-GgkMye-eFQo";
  static final String QUOTE_OBJECT =
      "{\"amount\":{\"amount\":\"100.25\",\"currency\":\"USD\"},\"expiration\":\"2030-01-01"
          + "T00:00:00.000Z\",\"note\":\"test\",\"payee\":{\"partyIdInfo\":{\"fspId\":\"payeefsp"
          + "\",\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\"27713803912\"}},\"payer\":{\"par"
          + "tyIdInfo\":{\"fspId\":\"payerfsp\",\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\""
          + "44123456789\"}},\"quoteId\":\"b51ec534-ee48-4575-b6a9-ead2955b8069\",\"transactionId"
          + "\":\"a8323bc6-c228-4df2-ae82-e5a997baf899\",\"transactionType\":{\"initiator\":\"PAY"
          + "ER\",\"initiatorType\":\"CONSUMER\",\"scenario\":\"TRANSFER\"}}";
  static final String QUOTE_V1_FULFILMENT = "h66aoM5lr0UVVMcpOwPnPa-BZigQ47Fg2xrpn0IyMKE";
  static final String QUOTE_V1_CONDITION = "KCUE1aRGqXinnVZjwGKzOr6UX8IwZdlAHypYxb8ToWM";
  static final String QUOTE_V1_PACKET =
      "AYICvQAAAAAAACcpHWcucGF5ZWVmc3AubXNpc2RuLjI3NzEzODAzOTEyggKTZXlKaGJXOTFiblFpT25zaVlX"
          + "MXZkVzUwSWpvaU1UQXdMakkxSWl3aVkzVnljbVZ1WTNraU9pSlZVMFFpZlN3aVpYaHdhWEpoZEdsdmJpSTZJ"
          + "akl3TXpBdE1ERXRNREZVTURBNk1EQTZNREF1TURBd1dpSXNJbTV2ZEdVaU9pSjBaWE4wSWl3aWNHRjVaV1Vp"
          + "T25zaWNHRnlkSGxKWkVsdVptOGlPbnNpWm5Od1NXUWlPaUp3WVhsbFpXWnpjQ0lzSW5CaGNuUjVTV1JVZVhC"
          + "bElqb2lUVk5KVTBST0lpd2ljR0Z5ZEhsSlpHVnVkR2xtYVdWeUlqb2lNamMzTVRNNE1ETTVNVElpZlgwc0lu"
          + "QmhlV1Z5SWpwN0luQmhjblI1U1dSSmJtWnZJanA3SW1aemNFbGtJam9pY0dGNVpYSm1jM0FpTENKd1lYSjBl"
          + "VWxrVkhsd1pTSTZJazFUU1ZORVRpSXNJbkJoY25SNVNXUmxiblJwWm1sbGNpSTZJalEwTVRJek5EVTJOemc1"
          + "SW4xOUxDSnhkVzkwWlVsa0lqb2lZalV4WldNMU16UXRaV1UwT0MwME5UYzFMV0kyWVRrdFpXRmtNamsxTldJ"
          + "NE1EWTVJaXdpZEhKaGJuTmhZM1JwYjI1SlpDSTZJbUU0TXpJelltTTJMV015TWpndE5HUm1NaTFoWlRneUxX"
          + "VTFZVGs1TjJKaFpqZzVPU0lzSW5SeVlXNXpZV04wYVc5dVZIbHdaU0k2ZXlKcGJtbDBhV0YwYjNJaU9pSlFR"
          + "VmxGVWlJc0ltbHVhWFJwWVhSdmNsUjVjR1VpT2lKRFQwNVRWVTFGVWlJc0luTmpaVzVoY21sdklqb2lWRkpC"
          + "VGxOR1JWSWlmWDAA";
  static final String QUOTE_V4_FULFILMENT = "IHDs62EFpRTrZxYT9VUsbtHa14pV0KsiGoUoOOjr254";
  static final String QUOTE_V4_CONDITION = "Hz6gU_u_0ywRxUN1UoHo61r8y0bgQcyeEThz7tJ6qd4";
  static final String QUOTE_V4_PACKET =
      "DIIC2gAAAAAAACcpMjAzMDAxMDEwMDAwMDAwMDAfPqBT-7_TLBHFQ3VSgejrWvzLRuBBzJ4ROHPu0nqp3gpn"
          + "Lm1vamFsb29wggKTZXlKaGJXOTFiblFpT25zaVlXMXZkVzUwSWpvaU1UQXdMakkxSWl3aVkzVnljbVZ1WTNr"
          + "aU9pSlZVMFFpZlN3aVpYaHdhWEpoZEdsdmJpSTZJakl3TXpBdE1ERXRNREZVTURBNk1EQTZNREF1TURBd1dp"
          + "SXNJbTV2ZEdVaU9pSjBaWE4wSWl3aWNHRjVaV1VpT25zaWNHRnlkSGxKWkVsdVptOGlPbnNpWm5Od1NXUWlP"
          + "aUp3WVhsbFpXWnpjQ0lzSW5CaGNuUjVTV1JVZVhCbElqb2lUVk5KVTBST0lpd2ljR0Z5ZEhsSlpHVnVkR2xt"
          + "YVdWeUlqb2lNamMzTVRNNE1ETTVNVElpZlgwc0luQmhlV1Z5SWpwN0luQmhjblI1U1dSSmJtWnZJanA3SW1a"
          + "emNFbGtJam9pY0dGNVpYSm1jM0FpTENKd1lYSjBlVWxrVkhsd1pTSTZJazFUU1ZORVRpSXNJbkJoY25SNVNX"
          + "UmxiblJwWm1sbGNpSTZJalEwTVRJek5EVTJOemc1SW4xOUxDSnhkVzkwWlVsa0lqb2lZalV4WldNMU16UXRa"
          + "V1UwT0MwME5UYzFMV0kyWVRrdFpXRmtNamsxTldJNE1EWTVJaXdpZEhKaGJuTmhZM1JwYjI1SlpDSTZJbUU0"
          + "TXpJelltTTJMV015TWpndE5HUm1NaTFoWlRneUxXVTFZVGs1TjJKaFpqZzVPU0lzSW5SeVlXNXpZV04wYVc5"
          + "dVZIbHdaU0k2ZXlKcGJtbDBhV0YwYjNJaU9pSlFRVmxGVWlJc0ltbHVhWFJwWVhSdmNsUjVjR1VpT2lKRFQw"
          + "NVRWVTFGVWlJc0luTmpaVzVoY21sdklqb2lWRkpCVGxOR1JWSWlmWDA";
  static final String FX_OBJECT =
      "{\"conversionRequestId\":\"828cc75f-1654-415e-8fcd-df76cc46bc84\",\"conversionTerms"
          + "\":{\"amountType\":\"SEND\",\"conversionId\":\"581f68ef-b54f-416f-9161-ac34e889a84b"
          + "\",\"counterPartyFsp\":\"FXP1\",\"determiningTransferId\":\"b51ec534-ee48-4575-b6a9-"
          + "ead2955b8069\",\"expiration\":\"2030-01-01T00:00:00.000Z\",\"initiatingFsp\":\"payer"
          + "fsp\",\"sourceAmount\":{\"amount\":\"100\",\"currency\":\"USD\"},\"targetAmount\":{"
          + "\"amount\":\"90.5\",\"currency\":\"EUR\"}}}";
  static final String FX_V1_FULFILMENT = "fTShGzOkVWQnwGmGlyKffZFBoz8fvuCdDgHqyBt1WsE";
  static final String FX_V1_CONDITION = "zu4JG73XnQUjjm9T80EC_N53ZU3bhsF_HU2GafPacKw";
  static final String FX_V1_PACKET =
      "AYICPgAAAAAAAAAADmcuZnhwMS51c2QuZXVyggIjZXlKamIyNTJaWEp6YVc5dVVtVnhkV1Z6ZEVsa0lqb2lP"
          + "REk0WTJNM05XWXRNVFkxTkMwME1UVmxMVGhtWTJRdFpHWTNObU5qTkRaaVl6ZzBJaXdpWTI5dWRtVnljMmx2"
          + "YmxSbGNtMXpJanA3SW1GdGIzVnVkRlI1Y0dVaU9pSlRSVTVFSWl3aVkyOXVkbVZ5YzJsdmJrbGtJam9pTlRn"
          + "eFpqWTRaV1l0WWpVMFppMDBNVFptTFRreE5qRXRZV016TkdVNE9EbGhPRFJpSWl3aVkyOTFiblJsY2xCaGNu"
          + "UjVSbk53SWpvaVJsaFFNU0lzSW1SbGRHVnliV2x1YVc1blZISmhibk5tWlhKSlpDSTZJbUkxTVdWak5UTTBM"
          + "V1ZsTkRndE5EVTNOUzFpTm1FNUxXVmhaREk1TlRWaU9EQTJPU0lzSW1WNGNHbHlZWFJwYjI0aU9pSXlNRE13"
          + "TFRBeExUQXhWREF3T2pBd09qQXdMakF3TUZvaUxDSnBibWwwYVdGMGFXNW5Sbk53SWpvaWNHRjVaWEptYzNB"
          + "aUxDSnpiM1Z5WTJWQmJXOTFiblFpT25zaVlXMXZkVzUwSWpvaU1UQXdJaXdpWTNWeWNtVnVZM2tpT2lKVlUw"
          + "UWlmU3dpZEdGeVoyVjBRVzF2ZFc1MElqcDdJbUZ0YjNWdWRDSTZJamt3TGpVaUxDSmpkWEp5Wlc1amVTSTZJ"
          + "a1ZWVWlKOWZYMAA";
  static final String FX_V4_FULFILMENT = "qFYexlz-z8CZj8ZkjiYiliPjNtYarFKUGIXh_9GNOas";
  static final String FX_V4_CONDITION = "nLsbZgbdKd7cmOpAcsUCkwvrBnyqjWcVmflfK_kuFv8";
  static final String FX_V4_PACKET =
      "DIICagAAAAAAAAAAMjAzMDAxMDEwMDAwMDAwMDCcuxtmBt0p3tyY6kByxQKTC-sGfKqNZxWZ-V8r-S4W_wpn"
          + "Lm1vamFsb29wggIjZXlKamIyNTJaWEp6YVc5dVVtVnhkV1Z6ZEVsa0lqb2lPREk0WTJNM05XWXRNVFkxTkMw"
          + "ME1UVmxMVGhtWTJRdFpHWTNObU5qTkRaaVl6ZzBJaXdpWTI5dWRtVnljMmx2YmxSbGNtMXpJanA3SW1GdGIz"
          + "VnVkRlI1Y0dVaU9pSlRSVTVFSWl3aVkyOXVkbVZ5YzJsdmJrbGtJam9pTlRneFpqWTRaV1l0WWpVMFppMDBN"
          + "VFptTFRreE5qRXRZV016TkdVNE9EbGhPRFJpSWl3aVkyOTFiblJsY2xCaGNuUjVSbk53SWpvaVJsaFFNU0lz"
          + "SW1SbGRHVnliV2x1YVc1blZISmhibk5tWlhKSlpDSTZJbUkxTVdWak5UTTBMV1ZsTkRndE5EVTNOUzFpTm1F"
          + "NUxXVmhaREk1TlRWaU9EQTJPU0lzSW1WNGNHbHlZWFJwYjI0aU9pSXlNRE13TFRBeExUQXhWREF3T2pBd09q"
          + "QXdMakF3TUZvaUxDSnBibWwwYVdGMGFXNW5Sbk53SWpvaWNHRjVaWEptYzNBaUxDSnpiM1Z5WTJWQmJXOTFi"
          + "blFpT25zaVlXMXZkVzUwSWpvaU1UQXdJaXdpWTNWeWNtVnVZM2tpT2lKVlUwUWlmU3dpZEdGeVoyVjBRVzF2"
          + "ZFc1MElqcDdJbUZ0YjNWdWRDSTZJamt3TGpVaUxDSmpkWEp5Wlc1amVTSTZJa1ZWVWlKOWZYMA";

  private IlpVectors() {}
}
