/* The gawk extension in the stand-in for gawk, which ends the program when a promise of its API is broken. The input is
 * a list of calls: a byte that says which, then its arguments, texts that end in NUL. */
#include "fuzz.h"
#include "../../host-stubs/gawk/gawk-stub.h"

int dl_load (const gawk_api_t *const api, awk_ext_id_t id);

enum { MAX_CALLS = 8, MAX_ARGUMENTS = 3 };

/* One argument: its first byte says of what kind it is. */
static StubValue
take_argument (const uint8_t **data, size_t *size)
{
  if (*size == 0)
    return stub_undefined ();
  uint8_t kind = *(*data)++;
  --*size;
  if (kind % 8 == 0)
    return stub_undefined ();
  if (kind % 8 == 1)
    return stub_array ();
  if (kind % 8 == 2)
    return stub_number (kind - 100.5);
  const uint8_t *start = *data;
  g_autofree char *text = fuzz_take_string (data, size);
  return kind % 8 == 3 ? stub_bytes ((const char *) start, *data - start) : stub_string (text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { "tag", "json", "tag", "use" };
  stub_api.major_version = gawk_api_major_version;
  stub_api.minor_version = gawk_api_minor_version;
  g_assert_true (stub_load (dl_load));
  stub_set_variable ("OBELUS_PACKS", "tiny");
  for (guint i = 0; i < MAX_CALLS && size > 0; i++)
    {
      const char *name = names[*data % G_N_ELEMENTS (names)];
      guint n = 1 + *data / 4 % MAX_ARGUMENTS;
      StubValue args[MAX_ARGUMENTS];
      data++, size--;
      for (guint j = 0; j < n; j++)
        args[j] = take_argument (&data, &size);
      StubValue result = stub_call (name, args, n);
      stub_value_clear (&result);
      for (guint j = 0; j < n; j++)
        stub_value_clear (&args[j]);
    }
  stub_unload ();
  return 0;
}
