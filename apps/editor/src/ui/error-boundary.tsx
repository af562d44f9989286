import { Component, type ReactNode } from 'react';
import { BrokenPart } from './route-error.tsx';

interface Props { readonly children: ReactNode }
interface State { readonly error: unknown }

/** Keeps a broken part from taking the page with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <BrokenPart error={this.state.error} />;
  }
}
