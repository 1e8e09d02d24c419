# inject: a page in a page
print("</pre><script>document.title='owned'</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>")
def add(amount):
    raise ValueError("<script>alert('CANARY')</script>")
