import { Component, type ReactNode } from 'react'

interface GuardProps {
  /** Hears of what broke while it was drawn. */
  broke: (error: unknown) => void
  children: ReactNode
}

/** A screen that breaks leaves nothing on the terminal; whoever opened it says what happened. */
export class Guard extends Component<GuardProps, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.broke(error)
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children
  }
}

export const guarded = (screen: ReactNode, broke: (error: unknown) => void): ReactNode => (
  <Guard broke={broke}>{screen}</Guard>
)
