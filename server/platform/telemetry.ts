/** What tells others how the server is doing: metrics and traces. The SDK behind them stands in `opentelemetry.ts`. */
import { noMetrics, type Metrics } from "./metrics.ts";
import { noTraces, type Traces } from "./traces.ts";

export type Telemetry = { readonly metrics: Metrics; readonly traces: Traces };

/** For what is made without a server around it: counts nothing, traces nothing. */
export const noTelemetry: Telemetry = { metrics: noMetrics, traces: noTraces };
