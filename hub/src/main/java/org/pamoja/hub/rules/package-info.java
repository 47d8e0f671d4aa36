/**
 * Rules of the scheme beyond what the standard and the ledger demand: who may send and receive, how
 * much, to whom, and what an external screener thinks of it. Judged at quote and at prepare; what
 * they say of a prepare travels to the ledger with the command, which stores the refusal.
 *
 * <p>One package, since all its parts work on {@code Rule} and only the judgement is for others. To
 * be read in this order:
 *
 * <ul>
 *   <li>what others use: {@link org.pamoja.hub.rules.PaymentRules}, a {@link
 *       org.pamoja.hub.rules.Payment} judged at a {@link org.pamoja.hub.rules.Stage}, the {@link
 *       org.pamoja.hub.rules.Judgement}; put together by {@link org.pamoja.hub.rules.RulesOfScheme}
 *   <li>rules as data: {@code Rule}, {@code RuleReader} with {@code RuleForms} and {@code
 *       RuleChecks}, {@code RuleStore}, {@code CachedRules}
 *   <li>the judgement: {@code SchemeRules} asks a {@code RuleSet}, which is immutable
 *   <li>periods: {@code UsageBook} holds what is used in memory, {@code UsageFeed} counts the
 *       ledger's events into {@code UsageStore}
 *   <li>blocked parties: {@code PartyHash}, {@code BlockLists}
 *   <li>screening: {@code Screener}, its transport and its {@code Breaker}
 *   <li>for operators: {@code RulesResource} with {@code DryRun}, {@code BlockedPartiesResource}
 * </ul>
 */
package org.pamoja.hub.rules;
