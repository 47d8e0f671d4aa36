package org.pamoja.hub.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;

/**
 * {@code GET /openapi.yaml}: the admin API's own description, kept by hand beside the code. Threads
 * may share it.
 */
public final class OpenApiResource implements AdminResource {
  private static final String FILE = "/org/pamoja/hub/openapi.yaml";
  private static final String MEDIA_TYPE = "application/yaml";

  private final byte[] document = read();

  @Override
  public List<AdminRoute> routes() {
    return List.of(new AdminRoute("GET", "/openapi.yaml", Permission.ADMIN_READ, this::get));
  }

  private Reply get(AdminRequest request) {
    return Reply.text(200, MEDIA_TYPE, document);
  }

  private static byte[] read() {
    try (InputStream file = OpenApiResource.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the program lacks " + FILE);
      }
      return file.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
