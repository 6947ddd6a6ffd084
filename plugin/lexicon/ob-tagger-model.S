/* The weights of the tagger, as they are in the file, in read-only memory: loaded page by page when first used. */
        .section .rodata
        .balign 16
        .global ob_tagger_model
        .hidden ob_tagger_model
ob_tagger_model:
        .incbin OB_TAGGER_MODEL
        .section .note.GNU-stack, "", %progbits
