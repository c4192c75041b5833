/** Rules of the linter that are this project's own. */

/** Whether a type is `never` or `unknown`, or a list of such. */
const isBlind = (type, keywords) => {
  switch (type.type) {
    case 'TSArrayType':
      return isBlind(type.elementType, keywords);
    case 'TSTupleType':
      return type.elementTypes.some((each) => isBlind(each, keywords));
    case 'TSTypeOperator':
      return isBlind(type.typeAnnotation, keywords);
    default:
      return keywords.includes(type.type);
  }
};

const blindCasts = {
  meta: {
    type: 'problem',
    docs: {
      description: 'Forbids casts that fit any type, under which a forgotten case compiles.',
    },
    messages: {
      never:
        'A cast to `never` fits every type, so that a forgotten case compiles. End a switch with `satisfies never`; else narrow, or type the value.',
      unknown:
        'A cast by way of `unknown` fits every type. Give the value its type, or put the one cast that cannot be avoided into a helper with a name.',
    },
  },
  create: (context) => ({
    TSAsExpression: (node) => {
      const { typeAnnotation: type, expression } = node;
      if (isBlind(type, ['TSNeverKeyword'])) context.report({ node, messageId: 'never' });
      const inner = expression.type === 'TSAsExpression' ? expression.typeAnnotation : undefined;
      if (inner !== undefined && isBlind(inner, ['TSUnknownKeyword', 'TSAnyKeyword']))
        context.report({ node, messageId: 'unknown' });
    },
  }),
};

export default { meta: { name: 'house' }, rules: { 'no-blind-casts': blindCasts } };
