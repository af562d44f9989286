import { createLink } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import classes from './page.module.css';

/** The way back to the list a thing is in; typed addresses. */
export const BackLink = createLink(({ children, ...props }: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement>; children?: ReactNode }) => (
  <a {...props} className={classes.back}>
    <ArrowLeft size={15} aria-hidden />
    {children}
  </a>
));
