rule "meets"
