/** What surrounds every room: components and their look, the way to the server, the address. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { Refused } from "../data/client.ts";
import { Boundary } from "./Boundary.tsx";
import { Shell } from "./Shell.tsx";
import { SignInAgain } from "./SignInAgain.tsx";
import { theme, variables } from "./theme.ts";

/** A refusal stays one; what may pass (no connection, a store that is away) is tried again. */
const mayPass = (error: Error) =>
  error instanceof Refused && (error.status === 0 || error.status === 503);

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      retryDelay: (failures) => 500 * 2 ** failures,
      // A request that fails says so; waiting in silence for the network would not.
      networkMode: "always",
      // Which would keep what failed as it is when the connection is back.
      refetchOnReconnect: true,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

const nonce = document.querySelector<HTMLMetaElement>('meta[name="nonce"]')?.content ?? "";
// What stops the page behind a dialog from scrolling writes a style element too.
setNonce(nonce);
const schemes = localStorageColorSchemeManager({ key: "corridor-scheme" });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={client}>
        <Notifications position="bottom-right" limit={3} autoClose={8_000} />
        <SignInAgain />
        <Boundary>
          <Shell />
        </Boundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}
