#include "pack/ob-selection.h"
#include <string.h>

/* Kept in postfix form, as Dijkstra's shunting yard gives it: no recursion, whatever the brackets. */
typedef enum { ITEM_WORD, ITEM_NOT, ITEM_AND, ITEM_OR, ITEM_OPEN } ItemKind;        /* operators bind less, the later */

typedef struct
{
  ItemKind kind;
  char    *word;                /* of WORD */
  gsize    at;
} Item;

struct ObSelection
{
  GArray *items;                /* of Item, in postfix order */
  GArray *words;                /* of guint: indices of the words in items, as written */
};

static void
item_clear (gpointer data)
{
  g_free (((Item *) data)->word);
}

void
ob_selection_free (ObSelection *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_array_unref (self->words);
  g_free (self);
}

/* Moves operators that bind as much as @kind or more from @stack to the output. */
static void
unwind (ObSelection *self, GArray *stack, ItemKind kind)
{
  while (stack->len > 0)
    {
      Item top = g_array_index (stack, Item, stack->len - 1);
      if (top.kind > kind)
        return;
      g_array_append_val (self->items, top);
      g_array_set_size (stack, stack->len - 1);
    }
}

static gsize
get_word_length (const char *text)
{
  gsize n = 0;
  while (g_ascii_isalnum (text[n]) || (text[n] != '\0' && strchr ("_.-/", text[n]) != NULL))
    n++;
  return n;
}

typedef struct
{
  ObSelection *selection;
  GArray      *stack;           /* of Item: operators and open brackets that wait */
  gboolean     wants_operand;
  const char  *message;
} Parser;

static void
take_word (Parser *self, const char *word, gsize length, gsize at)
{
  static const struct { const char *word; ItemKind kind; } operators[] = {
    { "not", ITEM_NOT }, { "and", ITEM_AND }, { "or", ITEM_OR },
  };
  Item item = { ITEM_WORD, NULL, at };
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (length == strlen (operators[i].word) && strncmp (word, operators[i].word, length) == 0)
      item.kind = operators[i].kind;
  gboolean is_operand = item.kind == ITEM_WORD || item.kind == ITEM_NOT;
  if (is_operand != self->wants_operand)
    {
      self->message = is_operand ? "expected \"and\", \"or\" or the end" : "expected a word before it";
      return;
    }
  if (item.kind == ITEM_WORD)
    {
      item.word = g_strndup (word, length);
      g_array_append_val (self->selection->words, self->selection->items->len);
      g_array_append_val (self->selection->items, item);
      self->wants_operand = FALSE;
      return;
    }
  if (item.kind != ITEM_NOT)
    unwind (self->selection, self->stack, item.kind);
  g_array_append_val (self->stack, item);
  self->wants_operand = TRUE;
}

static void
take_bracket (Parser *self, char bracket, gsize at)
{
  Item open = { ITEM_OPEN, NULL, at };
  if ((bracket == '(') != self->wants_operand)
    self->message = bracket == '(' ? "expected \"and\", \"or\" or the end" : "expected a word before it";
  else if (bracket == '(')
    g_array_append_val (self->stack, open);
  else
    {
      unwind (self->selection, self->stack, ITEM_OR);
      if (self->stack->len == 0)
        self->message = "no \"(\" is open";
      else
        g_array_set_size (self->stack, self->stack->len - 1);
    }
}

ObSelection *
ob_selection_parse (const char *text, gsize *ret_at, const char **ret_message)
{
  g_autoptr (ObSelection) self = g_new0 (ObSelection, 1);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Item));
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->words = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_clear_func (self->items, item_clear);
  Parser parser = { self, stack, TRUE, NULL };
  gsize at = 0;
  while (text[at] != '\0' && parser.message == NULL)
    {
      gsize length = get_word_length (text + at);
      *ret_at = at;
      if (length > 0)
        take_word (&parser, text + at, length, at);
      else if (text[at] == '(' || text[at] == ')')
        take_bracket (&parser, text[at], at);
      else if (!g_ascii_isspace (text[at]))
        parser.message = "expected a word, \"and\", \"or\", \"not\" or a bracket";
      at += MAX (length, 1);
    }
  if (parser.message == NULL && parser.wants_operand)
    {
      *ret_at = at;
      parser.message = "expected a word at the end";
    }
  unwind (self, stack, ITEM_OR);
  if (parser.message == NULL && stack->len > 0)
    {
      *ret_at = g_array_index (stack, Item, stack->len - 1).at;
      parser.message = "this \"(\" is not closed";
    }
  *ret_message = parser.message;
  return parser.message == NULL ? g_steal_pointer (&self) : NULL;
}

guint
ob_selection_size (const ObSelection *self)
{
  return self->words->len;
}

const char *
ob_selection_get_word (const ObSelection *self, guint i, gsize *ret_at)
{
  const Item *item = &g_array_index (self->items, Item, g_array_index (self->words, guint, i));
  *ret_at = item->at;
  return item->word;
}

gboolean
ob_selection_accepts (const ObSelection *self, ObSelectionHas has, gconstpointer data)
{
  g_autoptr (GByteArray) stack = g_byte_array_new ();
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      if (item->kind == ITEM_WORD)
        {
          guint8 value = has (item->word, data);
          g_byte_array_append (stack, &value, 1);
          continue;
        }
      guint8 *top = stack->data + stack->len - 1;       /* an operator stands behind what it takes */
      if (item->kind == ITEM_NOT)
        {
          *top = !*top;
          continue;
        }
      top[-1] = item->kind == ITEM_AND ? top[-1] && *top : top[-1] || *top;
      g_byte_array_set_size (stack, stack->len - 1);
    }
  return stack->data[0];
}
