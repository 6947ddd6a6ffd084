-- expect: ERROR there is no module
use "nowhere"
