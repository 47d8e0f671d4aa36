package org.pamoja.hub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.pamoja.fspiop.header.HeaderRules;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.edge.AdminListener;
import org.pamoja.hub.edge.FspiopListener;
import org.pamoja.hub.edge.ListenAddress;
import org.pamoja.hub.edge.OperatorRoute;
import org.pamoja.hub.security.Gateways;
import org.pamoja.hub.security.OpenPolicy;
import org.pamoja.hub.security.Policy;
import org.pamoja.ledger.clearing.ClearingOverloadedException;

/**
 * The two listeners and the ports they are reached at.
 *
 * @param fspiopPort port of the FSPIOP listener
 * @param adminPort port of the admin listener
 */
record Doors(int fspiopPort, int adminPort) {

  /**
   * Ports of the reference's services: transfers, quotes and their handler, look-up, transaction
   * requests.
   */
  private static final List<Integer> REFERENCE_FSPIOP_PORTS = List.of(3000, 3002, 3003, 4002, 4003);

  /** Ports of the reference's services for operators: ledger, settlement, oracles. */
  private static final List<Integer> REFERENCE_ADMIN_PORTS = List.of(3001, 3007, 4001);

  /**
   * Opens all ports.
   *
   * @throws HubException naming every port that cannot be had
   */
  static Doors open(
      Ground ground, Capabilities capabilities, AuditLog audit, List<OperatorRoute> operators) {
    HubConfig config = ground.config();
    Policy policy = policy(config);
    FspiopListener fspiop = fspiop(ground, capabilities, policy, operators);
    AdminListener admin = admin(ground, capabilities, policy, audit, operators);
    ground.shutdown().add("admin listener", () -> admin.close().toCompletableFuture().join());
    ground.shutdown().add("FSPIOP listener", () -> fspiop.close().toCompletableFuture().join());

    List<CompletableFuture<Integer>> openings = new ArrayList<>();
    openings.add(open(config.fspiop().address(), config.fspiop().port(), fspiop::listen));
    openings.add(open(config.admin().address(), config.admin().port(), admin::listen));
    if (config.referencePorts()) {
      List<Integer> taken = List.of(config.fspiop().port(), config.admin().port());
      REFERENCE_FSPIOP_PORTS.stream()
          .filter(port -> !taken.contains(port))
          .forEach(port -> openings.add(open(config.fspiop().address(), port, fspiop::listen)));
      REFERENCE_ADMIN_PORTS.stream()
          .filter(port -> !taken.contains(port))
          .forEach(port -> openings.add(open(config.admin().address(), port, admin::listen)));
    }
    List<Integer> ports = await(openings);
    return new Doors(ports.get(0), ports.get(1));
  }

  /** Who may do what at these doors. */
  static Policy policy(HubConfig config) {
    return new OpenPolicy(
        config.admin().anonymous() || isLoopback(config.admin().address()),
        config.security().missedAnonymous() || isLoopback(config.fspiop().address()));
  }

  private static FspiopListener fspiop(
      Ground ground, Capabilities capabilities, Policy policy, List<OperatorRoute> operators) {
    Gateways gateways = new Gateways(ground.config().security().gateways());
    return new FspiopListener(
        ground.vertx(),
        ground.config().limits(),
        new FspiopListener.Rules(
            new HeaderRules(),
            gateways::include,
            policy,
            ClearingOverloadedException.class::isInstance,
            capabilities.signatures()),
        capabilities.fspiop(),
        operators,
        ground.meters().registry(),
        ground.clock());
  }

  private static AdminListener admin(
      Ground ground,
      Capabilities capabilities,
      Policy policy,
      AuditLog audit,
      List<OperatorRoute> operators) {
    return new AdminListener(
        ground.vertx(),
        ground.config().limits(),
        new AdminListener.Rules(policy, audit, ClearingOverloadedException.class::isInstance),
        capabilities.admin(),
        operators,
        ground.meters().registry(),
        ground.clock());
  }

  private static CompletableFuture<Integer> open(
      String address, int port, Function<ListenAddress, CompletionStage<Integer>> listen) {
    return listen.apply(new ListenAddress(address, port)).toCompletableFuture();
  }

  private static List<Integer> await(List<CompletableFuture<Integer>> openings) {
    List<Integer> ports = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (CompletableFuture<Integer> opening : openings) {
      try {
        ports.add(opening.join());
      } catch (CompletionException failure) {
        faults.add(failure.getCause().getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new HubException(String.join("\n", faults));
    }
    return ports;
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
