/** What is shown where a page can't be: a refusal with what to do, or that it broke. */
import { Component, type ReactNode } from "react";
import { Failure, isUnloaded } from "../parts/Failure.tsx";

type Props = {
  children: ReactNode;
  /** What it stands for; another one begins afresh. */ of?: string;
};
type State = { error: Error | undefined; of: string | undefined };

export class Boundary extends Component<Props, State> {
  override state: State = { error: undefined, of: this.props.of };
  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
  static getDerivedStateFromProps(props: Props, state: State): State {
    return props.of === state.of ? state : { error: undefined, of: props.of };
  }
  // A browser asks once for a file that did not come: only the page loaded anew asks again.
  readonly #online = () => {
    if (isUnloaded(this.state.error)) location.reload();
  };
  override componentDidMount(): void {
    addEventListener("online", this.#online);
  }
  override componentWillUnmount(): void {
    removeEventListener("online", this.#online);
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <Failure error={error} again={() => this.setState({ error: undefined })} />;
  }
}
