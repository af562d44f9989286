/** The mark of the product: a mood, going up and down, heard. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="9" fill="#5b57c9" />
      <path d="M7 19c3.2 0 3.2-7 6.4-7s3.2 9 6.4 9 2.6-5 5.2-5" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="25" cy="16" r="2.3" fill="#f3b795" />
    </svg>
  );
}
