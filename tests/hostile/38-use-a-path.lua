-- expect: ERROR a module's name is made of
use "../../../etc/passwd"
