import type { Rule } from '../rule.ts'

/** What is judged of the links in documents; addresses of the web are not asked for. */
export const MARKDOWN = {
  file: {
    id: 'broken-link',
    severity: 'warning',
    what: 'A link or a picture that leads to no file of the tree',
    why: 'The reader gets a page that says 404, often in the middle of an incident.',
    fix: 'Correct the path, or remove the link.',
  },
  anchor: {
    id: 'broken-anchor',
    severity: 'warning',
    what: 'A link to a heading that the document does not have',
    why: 'The reader lands at the top of the page and has to search.',
    fix: 'Write the anchor as GitHub makes it from the heading: small letters, hyphens for blanks, no punctuation.',
  },
  letterCase: {
    id: 'link-case',
    severity: 'warning',
    what: 'A link that differs from the name of its file in capital letters',
    why: 'It works on macOS and Windows, and is a 404 on GitHub and Linux.',
    fix: 'Write the name as the file has it.',
  },
  reference: {
    id: 'missing-reference',
    severity: 'warning',
    what: 'A link by a name that the document defines nowhere',
    why: 'It is shown with its brackets, and nobody can click it.',
    fix: 'Add [name]: address, or write the address behind the text.',
  },
  scheme: {
    id: 'link-without-scheme',
    severity: 'warning',
    what: 'An address of the web or of mail without https:// or mailto:',
    why: 'It is taken for the path of a file.',
    fix: 'Write the whole address.',
  },
} as const satisfies Record<string, Rule>
