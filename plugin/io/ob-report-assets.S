/* The style and the script of the HTML report, as they stand in data/. Each ends in a NUL. */
  .section .rodata
  .global ob_report_style
  .hidden ob_report_style
ob_report_style:
  .incbin OB_REPORT_STYLE
  .byte 0
  .global ob_report_script
  .hidden ob_report_script
ob_report_script:
  .incbin OB_REPORT_SCRIPT
  .byte 0
  .section .note.GNU-stack, "", %progbits
