#include "core/ob-rule.h"
#include "base/ob-limits.h"

const char *
ob_unless_get_name (ObUnless unless)
{
  static const char *const names[] = { "before", "after", "overlap", "sentence" };
  return names[unless];
}

static void
set_field_clear (gpointer data)
{
  g_free (((ObSetField *) data)->text);
}

ObRule *
ob_rule_new (ObRuleKind kind, const char *pack, const char *slug, guint rev)
{
  ObRule *self = g_new0 (ObRule, 1);
  self->kind = kind;
  self->id = g_strdup_printf ("%s/%s", pack, slug);
  self->rev = rev;
  self->tag = g_strdup_printf ("%s@%u", self->id, rev);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->over = g_ptr_array_new_with_free_func (g_free);
  self->reads = g_ptr_array_new ();
  self->set = g_array_new (FALSE, TRUE, sizeof (ObSetField));
  g_array_set_clear_func (self->set, set_field_clear);
  self->max_tokens = OB_DEFAULT_SPAN_TOKENS;
  self->zones = OB_DEFAULT_ZONES;
  return self;
}

void
ob_rule_free (ObRule *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->tag);
  g_free (self->file);
  g_free (self->doc);
  g_free (self->status);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->over);
  g_ptr_array_unref (self->reads);
  g_array_unref (self->set);
  ob_pattern_free (self->match);
  for (guint i = 0; i < OB_N_UNLESS; i++)
    ob_pattern_free (self->unless[i]);
  if (self->list != NULL)
    ob_list_unref (self->list);
  g_free (self);
}
