"""The findings in sentences a councillor can read, a module a subject; each knows the figures and the records it rests on."""
